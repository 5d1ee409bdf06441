import { newAssetId } from '@throughline/contracts';
import { openSteps } from '@throughline/domain';
import { Journey, aConfig } from '@throughline/domain/testing';

/** Workers, good and bad, decided by numbers: any list of numbers is a legal history. */
export function journeyOf(moves: readonly number[], assetId = newAssetId()): Journey {
  const journey = new Journey(assetId).register({ isMapped: (moves[0] ?? 0) % 5 !== 0 });
  for (const move of moves) play(journey, move);
  return journey;
}

function play(journey: Journey, move: number): void {
  const open = openSteps(journey.state);
  const step = open[move % Math.max(open.length, 1)];
  if (step === undefined) {
    journey.run(aConfig(move % 2 === 0 ? ['library'] : ['library', 'archive']));
    return;
  }
  switch (Math.floor(move / 7) % 9) {
    case 0:
      journey.fail(step, { retryable: true, progress: (move % 100) / 100 });
      return;
    case 1:
      journey.fail(step, { message: `broke at ${String(move)}` });
      return;
    case 2:
      journey.interrupt(step, { progress: (move % 100) / 100 });
      return;
    case 3:
      journey.skip(step, { reason: 'no_audio' });
      return;
    case 4:
      journey.start(step);
      return;
    default:
      journey.through(step);
  }
}
