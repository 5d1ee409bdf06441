import type { Mirror } from '@throughline/api-types';
import { readerOf } from '../client/read-answer.js';

export const readMirror = readerOf<Mirror>('channel', 'wanted', 'sent', 'error');
