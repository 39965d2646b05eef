/** The messages of all areas in one flat list, each key behind the name of its area: `shell.search`. */
export type Flat<Areas> = {
  readonly [
    Key in {
      [Area in keyof Areas & string]: `${Area}.${keyof Areas[Area] & string}`
    }[keyof Areas & string]
  ]: string
}

export const flatten = <Areas extends Readonly<Record<string, Readonly<Record<string, string>>>>>(
  areas: Areas,
): Flat<Areas> =>
  // Built from exactly the keys that the type is built from.
  Object.fromEntries(
    Object.entries(areas).flatMap(([area, messages]) =>
      Object.entries(messages).map(([key, message]) => [`${area}.${key}`, message]),
    ),
  ) as Flat<Areas>
