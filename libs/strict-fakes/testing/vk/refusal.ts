import type { FakeAnswer } from '../serving/exchange.js';

/** VK's refusal of a request, thrown by the code that detects the mistake (https://dev.vk.com/reference/errors). */
export class VkRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export const missing = (name: string): VkRefusal =>
  new VkRefusal(100, `One of the parameters specified was missing or invalid: ${name} is undefined`);

/** VK answers 200 whatever happens. */
export const vkAnswer = (value: object): FakeAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

/** Formats a refusal like the API, for answers and for faults that a test scripts. */
export const vkError = ({ code, message }: Pick<VkRefusal, 'code' | 'message'>): FakeAnswer =>
  vkAnswer({ error: { error_code: code, error_msg: message, request_params: [] } });
