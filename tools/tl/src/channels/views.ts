import type { Channel, ChannelResync, ChannelSecret, CheckReport } from '@throughline/api-client';
import { listReaderOf, readerOf } from '../client/read-answer.js';

export const readChannel = readerOf<Channel>('id', 'outputs', 'health');
export const readChannels = listReaderOf<Channel>('id', 'outputs', 'health');
export const readSecret = readerOf<ChannelSecret>('secret');
export const readAsked = readerOf<ChannelResync>('asked');
export const readCheckReport = readerOf<CheckReport>('ok', 'items');
