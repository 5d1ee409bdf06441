import { invalid } from '../problems/problem.js';
import { readFields, type Registration } from '../recordings/register/read-fields.js';
import type { RegisterRecording } from '../recordings/register/register-recording.js';

export interface Reception {
  readonly registering: RegisterRecording;
  readonly registration: Registration;
}

const RECORDING = 'recording';
const DOCUMENT = 'document';

/** Who takes a file in that has come in parts: its metadata says what it is, and a recording where it says nothing. */
export class Receptions {
  constructor(
    private readonly recordings: RegisterRecording,
    private readonly documents: RegisterRecording,
  ) {}

  /** Throws what is wrong with the fields of a registration. */
  async of({ pipeline = RECORDING, ...fields }: Readonly<Record<string, string>>): Promise<Reception> {
    // A document is begun with at once.
    const registration = await readFields(fields, pipeline === DOCUMENT ? 'always' : 'asked');
    if (pipeline === RECORDING) return { registering: this.recordings, registration };
    if (pipeline !== DOCUMENT)
      throw invalid([{ pointer: '/headers/upload-metadata/pipeline', message: `must be '${RECORDING}' or '${DOCUMENT}'` }]);
    return { registering: this.documents, registration: { ...registration, isMapped: true } };
  }

  /** Gives up what was stored for a file that is refused, whatever it is. */
  abandon(assetId: string): Promise<void> {
    return this.recordings.abandon(assetId);
  }
}
