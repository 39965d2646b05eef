/** That one meeting prepares another. */
export interface Preparing {
  readonly meeting: string
  readonly prepares: string
}

/** A meeting with those that prepare it. */
export interface Prepared {
  readonly meeting: string
  readonly preparedBy: readonly Prepared[]
}

/**
 * Meetings in the order given, each above the ones that prepare it. One that prepares two stands under the first
 * only; where sources have two prepare each other, the first met stands on top.
 */
export const foldPreparation = (meetings: readonly string[], edges: readonly Preparing[]): Prepared[] => {
  const known = new Set(meetings)
  const placed = new Set<string>()
  const place = (meeting: string): Prepared => {
    placed.add(meeting)
    const preparedBy: Prepared[] = []
    for (const each of meetings) {
      const prepares = edges.some(edge => edge.meeting === each && edge.prepares === meeting)
      if (prepares && !placed.has(each)) preparedBy.push(place(each))
    }
    return { meeting, preparedBy }
  }
  const tops = meetings.filter(
    meeting => !edges.some(edge => edge.meeting === meeting && known.has(edge.prepares)),
  )
  const trees: Prepared[] = []
  for (const meeting of [...tops, ...meetings]) if (!placed.has(meeting)) trees.push(place(meeting))
  return trees
}
