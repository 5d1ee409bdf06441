/** The results of one turn, by name: rates or latencies. */
export type TurnResult = Readonly<Record<string, number>>;
export type Turn = () => Promise<TurnResult>;

/** One value of each name for each round. */
export type Results = ReadonlyMap<string, readonly number[]>;

/** Rotates the order from round to round: the first in a round finds colder caches and a quieter server. */
const rotate = <T>(items: readonly T[], by: number): readonly T[] => {
  const at = by % Math.max(items.length, 1);
  return [...items.slice(at), ...items.slice(0, at)];
};

/** Returns the results of these names, in their order. */
export const pickResults = (results: Results, names: readonly string[]): Results =>
  new Map(names.flatMap((name) => [[name, results.get(name) ?? []] as const]));

/** Runs all turns round by round, after one uncounted warm-up round. Results keep the order of that first round. */
export async function takeTurns(turns: readonly Turn[], rounds: number): Promise<Results> {
  const results = new Map<string, number[]>();
  const names: string[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    for (const turn of rotate(turns, round)) {
      for (const [name, value] of Object.entries(await turn())) {
        if (round === 0) names.push(name);
        else results.set(name, [...(results.get(name) ?? []), value]);
      }
    }
  }
  return pickResults(results, names);
}
