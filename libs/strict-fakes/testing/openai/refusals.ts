import type { FakeAnswer } from '../serving/exchange.js';

/** OpenAI's error answer, thrown by the code that detects the mistake. */
export class OpenAiRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: { readonly code?: string; readonly param?: string; readonly type?: string } = {},
  ) {
    super(message);
  }
}

export const json = (status: number, value: unknown): FakeAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export function refusalAnswer({ status, message, details }: OpenAiRefusal): FakeAnswer {
  const { code = null, param = null, type = 'invalid_request_error' } = details;
  return json(status, { error: { message, type, param, code } });
}

export const unknownArgument = (name: string): OpenAiRefusal =>
  new OpenAiRefusal(400, `Unrecognized request argument supplied: ${name}`, { param: name, code: 'unknown_parameter' });

export const unknownModel = (model: string): OpenAiRefusal =>
  new OpenAiRefusal(404, `The model '${model}' does not exist or you do not have access to it.`, {
    code: 'model_not_found',
    param: 'model',
  });
