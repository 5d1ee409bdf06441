import type {
  CheckItem,
  CredentialTest,
  CredentialTestReport,
  OutputTest,
  OutputTestReport,
  OutputType,
} from '@throughline/contracts';
import type { OutputService } from '../outputs/output-service.js';

const TYPES: readonly OutputType[] = [
  {
    type: 'folder',
    label: 'Folder',
    settings: [
      {
        key: 'folder',
        label: 'Folder',
        kind: 'choice',
        required: true,
        options: [{ value: 'library' }, { value: 'nas' }],
      },
      { key: 'path', label: 'Path below it', kind: 'text', required: false },
    ],
  },
  {
    type: 'google_drive',
    label: 'Google Drive',
    settings: [
      { key: 'credential', label: 'Google account', kind: 'credential', required: true, credential: 'google' },
      { key: 'path', label: 'Path below it', kind: 'text', required: false },
    ],
  },
  {
    type: 's3',
    label: 'S3',
    settings: [
      { key: 'connection', label: 'Service', kind: 'choice', required: true, options: [{ value: 'a' }, { value: 'b' }] },
      {
        key: 'bucket',
        label: 'Bucket',
        kind: 'choice',
        required: true,
        depends_on: 'connection',
        options: [
          { value: 'talks', of: 'a' },
          { value: 'papers', of: 'b' },
        ],
      },
      { key: 'flag', label: 'Flag', kind: 'switch', required: false },
      { key: 'count', label: 'Count', kind: 'number', required: false, min: 2 },
    ],
  },
];

/** Offers three types, and records every test. Answers tests with `items`. */
export class MemoryOutputService implements OutputService {
  offered: readonly OutputType[] = TYPES;
  readonly tests: OutputTest[] = [];
  items: readonly CheckItem[] = [{ name: 'settings', result: 'ok', message: 'The settings are complete.' }];
  /** If set, every call fails with it, as if the upload service were away. */
  trouble: Error | undefined;

  types(): Promise<readonly OutputType[]> {
    return this.trouble === undefined ? Promise.resolve(this.offered) : Promise.reject(this.trouble);
  }

  credentialReport: CredentialTestReport = { v: 1, result: 'unknown', message: 'Nobody was asked.' };
  readonly credentialTests: CredentialTest[] = [];

  testCredential(question: CredentialTest): Promise<CredentialTestReport> {
    if (this.trouble !== undefined) return Promise.reject(this.trouble);
    this.credentialTests.push(question);
    return Promise.resolve(this.credentialReport);
  }

  test(question: OutputTest): Promise<OutputTestReport> {
    if (this.trouble !== undefined) return Promise.reject(this.trouble);
    this.tests.push(question);
    return Promise.resolve({ v: 1, items: [...this.items] });
  }
}
