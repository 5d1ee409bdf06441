/** Runs `act` `total` times, in so many lanes at once. */
export async function runInLanes(total: number, lanes: number, act: (lane: number) => Promise<unknown>): Promise<void> {
  let count = 0;
  const run = async (lane: number): Promise<void> => {
    while (count < total) {
      count += 1;
      await act(lane);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
}
