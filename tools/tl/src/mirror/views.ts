import type { Mirror } from '@throughline/api-client';
import { readerOf } from '../client/read-answer.js';

export const readMirror = readerOf<Mirror>('channel', 'wanted', 'sent', 'error');
