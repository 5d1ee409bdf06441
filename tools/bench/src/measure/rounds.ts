/** What one turn has measured, by name: a rate, or a latency. */
export type Measured = Readonly<Record<string, number>>;
export type Turn = () => Promise<Measured>;

/** Of every name one value for each round. */
export type Results = ReadonlyMap<string, readonly number[]>;

/** Another one begins each round: whoever comes first finds colder caches and a quieter server. */
const turned = <T>(items: readonly T[], by: number): readonly T[] => {
  const at = by % Math.max(items.length, 1);
  return [...items.slice(at), ...items.slice(0, at)];
};

const inOrder = (results: Results, names: readonly string[]): Results =>
  new Map(names.flatMap((name) => [[name, results.get(name) ?? []] as const]));

/** Everybody in turn, round by round, after one round that nobody counts. Results stand in the order of the first round. */
export async function takeTurns(turns: readonly Turn[], rounds: number): Promise<Results> {
  const results = new Map<string, number[]>();
  const names: string[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    for (const turn of turned(turns, round)) {
      for (const [name, value] of Object.entries(await turn())) {
        if (round === 0) names.push(name);
        else results.set(name, [...(results.get(name) ?? []), value]);
      }
    }
  }
  return inOrder(results, names);
}
