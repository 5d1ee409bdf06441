import { jsonAnswer } from '../../kit/http/idempotency/http.js';
import type { StoredAnswer } from '../../kit/http/idempotency/idempotency-store.js';
import { bulkCommandAnswer, itemAnswer } from './bulk-answers.js';
import type { BulkCommand } from './bulk-command.js';
import type { BulkCommands } from './bulk-commands.js';
import { BULK_PATH } from './bulk.controller.js';

const FIRST_ITEMS = { after: -1, limit: 20 };

/** Returns the answer to a request for a preview: the bulk command with its first items. */
export async function answerPreview(bulkCommands: Pick<BulkCommands, 'items'>, bulk: BulkCommand): Promise<StoredAnswer> {
  const items = (await bulkCommands.items(bulk, FIRST_ITEMS)).map(itemAnswer);
  return jsonAnswer(201, { ...bulkCommandAnswer(bulk), items }, { location: `${BULK_PATH}/${bulk.id}` });
}
