import { execFileSync } from 'node:child_process';
import { buildCurlCommand, buildChannelAddress } from './channel-address.js';

/** Splits a command line as a shell does. */
const wordsOf = (line: string): readonly string[] => {
  const shell = String.raw`curl() { printf '%s\n' "$@"; }; eval "$1"`;
  return execFileSync('sh', ['-c', shell, 'sh', line], { encoding: 'utf8' }).trimEnd().split('\n');
};

describe('the address of a channel', () => {
  it('has an absolute address, wherever the page is served', () => {
    const whole = 'https://recordings.example/api/v1/webhooks/audit';
    expect(buildChannelAddress('/api/v1/webhooks/audit', 'https://recordings.example')).toBe(whole);
    expect(buildChannelAddress(whole, 'http://127.0.0.1:8080')).toBe(whole);
  });

  it.each(['whs_abc', `odd'$(id)"\`\\ secret`])('has a test command that a shell splits correctly: %s', (secret) => {
    const address = 'https://recordings.example/api/v1/webhooks/audit';
    const words = wordsOf(buildCurlCommand(address, secret));
    expect(words).toEqual([
      '-H',
      `Authorization: Bearer ${secret}`,
      '-H',
      'Content-Type: application/json',
      '-d',
      expect.stringMatching(/^\{"video_url":"https:.*"page_id":/) as string,
      address,
    ]);
  });
});
