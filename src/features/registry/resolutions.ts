/** A judgement on two entries, as the record keeps it; a later one stands over an earlier one. */
export interface Judgement {
  readonly id: string
  readonly first: string
  readonly second: string
  readonly verdict: 'same' | 'different' | 'unsure' | 'withdrawn'
  readonly reason: string
  readonly judgedAt: string
  readonly judgedBy: string | null
}

/** What stands between an entry and each other one it was compared with. A withdrawn judgement leaves nothing. */
export const standingJudgements = <Each extends Judgement>(
  judgements: readonly Each[],
  entry: string,
): { other: string; judgement: Each }[] => {
  const latest = new Map<string, Each>()
  for (const each of judgements) {
    if (each.first !== entry && each.second !== entry) continue
    const other = each.first === entry ? each.second : each.first
    const before = latest.get(other)
    if (before === undefined || before.judgedAt <= each.judgedAt) latest.set(other, each)
  }
  return [...latest]
    .filter(([, judgement]) => judgement.verdict !== 'withdrawn')
    .map(([other, judgement]) => ({ other, judgement }))
}
