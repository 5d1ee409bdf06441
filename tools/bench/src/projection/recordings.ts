import { newAssetId } from '@throughline/contracts';
import { Journey, STAGES, aConfig } from '@throughline/domain/testing';

/** Each fifth recording needs a second try, each twentieth fails for good: the log of an installation is not all sunshine. */
function recording(nth: number): Journey {
  const journey = new Journey(newAssetId()).register({ title: `Talk ${String(nth)}` });
  journey.run(aConfig(['library']));
  journey.through('DOWNLOAD', 'TRIM');
  if (nth % 5 === 0) {
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE', { retryable: true, progress: 0.4, message: 'The engine went away' });
  }
  if (nth % 20 === 0) {
    journey.start('TRANSCRIBE');
    journey.fail('TRANSCRIBE');
    return journey;
  }
  return journey.through(...STAGES.slice(1), 'deliver:library');
}

/** Recordings whose histories have at least so many events together. */
export function recordings(events: number): readonly Journey[] {
  const made: Journey[] = [];
  for (let count = 0; count < events;) {
    const journey = recording(made.length + 1);
    made.push(journey);
    count += journey.events.length;
  }
  return made;
}
