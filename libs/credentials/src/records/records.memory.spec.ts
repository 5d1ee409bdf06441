import { recordsContract } from '../testing/records.contract.js';
import { MemoryRecords } from './records.memory.js';

recordsContract('memory', () => {
  const records = new MemoryRecords();
  return Promise.resolve({ records: [records, records], close: () => Promise.resolve() });
});
