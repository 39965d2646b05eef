import { useEffect } from 'react'
import { setSetting, useSetting } from './settings.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const isTheme = (text: string | null): text is Theme => themes.some(each => each === text)

export const chooseTheme = (theme: Theme): void => setSetting('theme', theme === 'system' ? null : theme)

export const useTheme = (): Theme => {
  const chosen = useSetting('theme')
  const theme = isTheme(chosen) ? chosen : 'system'
  useEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset['theme']
    else dataset['theme'] = theme
  }, [theme])
  return theme
}
