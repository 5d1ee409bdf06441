export { ASSET_ID, AT, assetDecider, specFor } from './spec-for.js';
export type { Decider } from './spec-for.js';
export { Journey, STAGES, aConfig, aRun, aServer, aSource, anArtifact, anOutput } from './journey.js';
export type { UntimedCommand } from './journey.js';
export { DRIVE, ORIGIN, anAudit, pageViewOf, aTranscribedAudit } from './audit.js';
export {
  auditHistories,
  beginWait,
  commandOf,
  configs,
  controlMoves,
  histories,
  historyOf,
  moves,
  play,
  sessionHistories,
  workerMoves,
} from './random-history.js';
export type { Move, Registration } from './random-history.js';
