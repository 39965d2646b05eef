export const pages = {} as const satisfies Record<string, string>
