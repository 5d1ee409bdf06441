import { TRANSCRIBE, newAssetId, type RunConfig } from '@throughline/contracts';
import {
  Journey,
  ORIGIN,
  aConfig,
  beginWait,
  commandOf,
  configs,
  controlMoves,
  moves,
  workerMoves,
  type Move,
  type Registration,
  type UntimedCommand,
} from '@throughline/domain/testing';
import fc from 'fast-check';
import { aTranscript, applyRandomCorrection } from './random-corrections.js';

/** A word in all personal text. Tests check that it appears only in columns that an erasure clears. */
export const SEALED = 'sealed-word';

function withSealedText(command: UntimedCommand): UntimedCommand {
  switch (command.type) {
    case 'RegisterAsset':
      return { ...command, title: `${SEALED} title`, fileName: `${SEALED}.mp4` };
    case 'PauseRun':
    case 'CancelRun':
      return { ...command, reason: `${SEALED} reason` };
    case 'FailStep':
    case 'WaitStep':
      return { ...command, message: `${SEALED} message` };
    case 'CompleteStep':
      return {
        ...command,
        url: `https://example.org/${SEALED}`,
        artifacts: command.step === TRANSCRIBE ? [aTranscript()] : command.artifacts,
      };
    case 'SettleDelivery':
      return command.delivered ? { ...command, url: `https://example.org/${SEALED}` } : command;
    default:
      return command;
  }
}

export interface Script {
  readonly moves: readonly Move[];
  readonly configs: readonly RunConfig[];
}

/** Moves of users, workers and timers on a recording or an audit video, in any order. */
export const scripts: fc.Arbitrary<Script> = fc.record({
  moves: fc
    .array(
      fc.oneof({ weight: 3, arbitrary: moves }, { weight: 2, arbitrary: controlMoves }, { weight: 1, arbitrary: workerMoves }),
      { minLength: 1, maxLength: 4 },
    )
    .map((times) => times.flat()),
  configs: fc.array(configs, { minLength: 1, maxLength: 3 }),
});

const HOUR_MS = 3_600_000;

/** Every third script uses a video that was fetched from a page. */
const pipelineOf = ({ moves: { length } }: Script): Registration =>
  length % 3 === 0 ? { pipeline: 'audit-process', origin: ORIGIN } : {};

export function journeyOf(script: Script, assetId = newAssetId()): Journey {
  const item = pipelineOf(script);
  const journey = new Journey(assetId).register({
    title: `${SEALED} title`,
    isMapped: script.moves.length % 5 !== 0,
    ...item,
  });
  journey.run(script.configs[0]);
  for (const move of script.moves) {
    if (move.kind === 'poke') journey.later(move.value * HOUR_MS);
    if (move.kind === 'check') beginWait(journey, move, withSealedText);
    const command = commandOf(journey, move, script.configs[move.pick % script.configs.length] ?? aConfig(), item);
    if (command !== undefined) journey.send(withSealedText(command));
    applyRandomCorrection(journey, move.pick);
  }
  return journey;
}
