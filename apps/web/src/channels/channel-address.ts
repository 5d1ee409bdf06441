import { text } from '../texts/text.js';

/** Returns the full address. The API may return only a path. */
export const buildChannelAddress = (url: string, origin: string): string => new URL(url, origin).href;

const quoteForShell = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Returns a command that calls the channel, with placeholders for a video and a page. */
export function buildCurlCommand(address: string, secret: string): string {
  const body = JSON.stringify({ video_url: text.channels.curlVideo, page_id: text.channels.curlPage });
  const headers = [`Authorization: Bearer ${secret}`, 'Content-Type: application/json'];
  return [
    'curl',
    ...headers.map((header) => `-H ${quoteForShell(header)}`),
    `-d ${quoteForShell(body)}`,
    quoteForShell(address),
  ].join(' ');
}
