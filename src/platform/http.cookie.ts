const tokenPattern = /^[A-Za-z0-9_-]{43}$/

export interface SessionCookie {
  /** The token in a `cookie` header, if it looks like one of ours. */
  read(header: string | undefined): string | undefined
  write(token: string): string
  readonly cleared: string
}

/**
 * The cookie that holds the session's token. No script can read it and no other site can have it sent; over https it
 * is bound to this very host (`__Host-`), so that a neighbouring one cannot plant its own.
 */
export const sessionCookie = (secure: boolean): SessionCookie => {
  const name = secure ? '__Host-parley' : 'parley'
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return {
    read: header => {
      const values = (header ?? '')
        .split(';')
        .map(each => each.trim())
        .filter(each => each.startsWith(`${name}=`))
        .map(each => each.slice(name.length + 1))
      // Two of them: one was planted. Neither is believed.
      const [token] = values.length === 1 ? values : []
      return token !== undefined && tokenPattern.test(token) ? token : undefined
    },
    write: token => `${name}=${token}; ${attributes}`,
    cleared: `${name}=; ${attributes}; Max-Age=0`,
  }
}
