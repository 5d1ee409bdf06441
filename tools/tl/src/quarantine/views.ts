import type { QuarantineDecision, QuarantinedItem, QuarantineEntry } from '@throughline/api-client';
import { listReaderOf, readerOf } from '../client/read-answer.js';

export const readQuarantine = listReaderOf<QuarantineEntry>('id', 'position');
export const readExamined = readerOf<QuarantinedItem>('id', 'obstacles', 'decisions');
export const readDecided = readerOf<QuarantineDecision>('id', 'position');
