import type { OutputTest, OutputTestReport, OutputType } from '@throughline/contracts';
import type { AccountTests } from '../credentials/index.js';
import type { Token } from '../kit/provide.js';

/** The upload service, which alone connects to outputs and reads credentials. Throws `no-upload-service` if it does not answer. */
export interface OutputService extends AccountTests {
  types(): Promise<readonly OutputType[]>;
  test(question: OutputTest): Promise<OutputTestReport>;
}

export const OUTPUT_SERVICE: Token<OutputService> = Symbol('OutputService');
