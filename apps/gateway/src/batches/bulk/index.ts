export { answerPreview } from './answer-preview.js';
export { BULK_COMMAND_STORE, type BulkCommandStore } from './bulk-command-store.js';
export {
  OUTCOMES,
  type BulkCommand,
  type Finding,
  type ItemFinding,
  type Outcome,
  type Verdict,
  VERDICTS,
} from './bulk-command.js';
export { type CommandToDecide, OutageError, buildForAll, decideItem, isOutage } from './decide-item.js';
export { showChanges } from './show-changes.js';
export { Slots } from './slots.js';
export { BulkCommands } from './bulk-commands.js';
export { previewAnswers } from './bulk.operations.js';
