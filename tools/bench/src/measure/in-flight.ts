/** Does `total` things with so many of them under way at a time; each lane waits for its last one. Gives how many a second. */
export async function ratePerSecond(total: number, lanes: number, act: (lane: number) => Promise<unknown>): Promise<number> {
  let begun = 0;
  const started = performance.now();
  const run = async (lane: number): Promise<void> => {
    while (begun < total) {
      begun += 1;
      await act(lane);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return (total / (performance.now() - started)) * 1_000;
}
