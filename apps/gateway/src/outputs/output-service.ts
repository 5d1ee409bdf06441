import type { OutputTest, OutputTestReport, OutputType } from '@throughline/contracts';
import type { Token } from '../provide.js';

/** The upload service, which alone connects to outputs. Throws `no-upload-service` if it does not answer. */
export interface OutputService {
  types(): Promise<readonly OutputType[]>;
  test(question: OutputTest): Promise<OutputTestReport>;
}

export const OUTPUT_SERVICE: Token<OutputService> = Symbol('OutputService');
