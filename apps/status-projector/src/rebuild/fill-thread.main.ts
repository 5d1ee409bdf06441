import { parentPort, workerData } from 'node:worker_threads';
import { createLogger } from '@throughline/service-kit';
import { serveFills, type ThreadData } from './fill-thread.js';

if (parentPort === null) throw new Error('This file runs in a thread of the rebuild');
// Reports of the command go to its own output.
await serveFills(parentPort, workerData as ThreadData, createLogger({ service: 'rebuild', level: 'silent' }));
