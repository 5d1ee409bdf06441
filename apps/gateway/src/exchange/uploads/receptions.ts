import { invalid } from '../../kit/http/problems/problem.js';
import { readFields, type Registration, type UploadRegistrar } from '../../items/index.js';
import type { UploadMetadata } from './upload.js';

export interface PipelineRegistration {
  readonly registering: UploadRegistrar;
  readonly registration: Registration;
}

const RECORDING = 'recording';
const DOCUMENT = 'document';

export const isDocument = ({ fields }: Pick<UploadMetadata, 'fields'>): boolean => fields['pipeline'] === DOCUMENT;

/** The pipelines for uploaded files, chosen by an upload's metadata. The default is a recording. */
export class PipelineRegistrars {
  constructor(
    private readonly recordings: UploadRegistrar,
    private readonly documents: UploadRegistrar,
  ) {}

  async of({ fields: { pipeline = RECORDING, ...fields }, defaultLanguage }: UploadMetadata): Promise<PipelineRegistration> {
    // A document's run always starts at once.
    const start = pipeline === DOCUMENT ? 'always' : 'asked';
    const registration = await readFields(fields, { start, language: defaultLanguage });
    if (pipeline === RECORDING) return { registering: this.recordings, registration };
    if (pipeline !== DOCUMENT)
      throw invalid([{ pointer: '/headers/upload-metadata/pipeline', message: `must be '${RECORDING}' or '${DOCUMENT}'` }]);
    return { registering: this.documents, registration: { ...registration, isMapped: true } };
  }

  /** Removes the stored bytes of a refused file of either pipeline. */
  abandon(assetId: string): Promise<void> {
    return this.recordings.abandon(assetId);
  }

  /** Frees the part of the quotas that an ended upload held. */
  release(assetId: string): Promise<void> {
    return this.recordings.release(assetId);
  }
}
