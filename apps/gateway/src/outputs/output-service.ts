import type { CredentialTest, CredentialTestReport, OutputTest, OutputTestReport, OutputType } from '@throughline/contracts';
import type { Token } from '../provide.js';

/** The upload service, which alone connects to outputs and reads credentials. Throws `no-upload-service` if it does not answer. */
export interface OutputService {
  types(): Promise<readonly OutputType[]>;
  test(question: OutputTest): Promise<OutputTestReport>;
  testCredential(question: CredentialTest): Promise<CredentialTestReport>;
}

export const OUTPUT_SERVICE: Token<OutputService> = Symbol('OutputService');
