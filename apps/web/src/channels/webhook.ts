import { text } from '../texts/text.js';

/** Where an automation sends to: whole, also where the API says only the path. */
export const webhookAddress = (webhookUrl: string, origin: string): string => new URL(webhookUrl, origin).href;

/** For a shell: nothing in it has a meaning any more. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** A line that tries the webhook, with places for a video and a page. */
export function curlLine(address: string, secret: string): string {
  const body = JSON.stringify({ video_url: text.channels.curlVideo, page_id: text.channels.curlPage });
  const headers = [`Authorization: Bearer ${secret}`, 'Content-Type: application/json'];
  return ['curl', ...headers.map((header) => `-H ${quoted(header)}`), `-d ${quoted(body)}`, quoted(address)].join(' ');
}
