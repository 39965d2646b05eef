import '@fontsource-variable/noto-sans/wght.css'
import '@fontsource-variable/noto-sans-arabic/wght.css'
import '@fontsource-variable/noto-serif/wght.css'
import '@fontsource-variable/vazirmatn/wght.css'
import './style/tokens.css'
import './style/base.css'
import './style/parts.css'
import './style/shell.css'
import './style/access.css'
import './style/print.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api.ts'
import { fetchWords, LocaleProvider } from './locale.tsx'
import { createAppRouter } from './routes.tsx'
import { sessionQuery } from './session.ts'

const router = createAppRouter()
// The page's code and who is reading are asked for while the words are still on their way.
fetchWords()
void router.load()
void queryClient.prefetchQuery(sessionQuery)

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place for the application.')
createRoot(root).render(
  <StrictMode>
    <LocaleProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </LocaleProvider>
  </StrictMode>,
)
