export const record = {} as const satisfies Record<string, string>
