import { requestFile } from '../api/client.js';
import { text } from '../texts/text.js';
import type { UploadOptions } from './upload.js';

/** The sample is English speech. */
export const SAMPLE_OPTIONS: UploadOptions = { language: 'en', template: '' };

/** Fetches the sample talk, which is a file of the page. */
export async function fetchSample(): Promise<File> {
  // The build copies the file, and puts its address here.
  const address = new URL('../../../../assets/sample-talk.mp4', import.meta.url).href;
  const video = await requestFile(address);
  return new File([video], text.upload.sampleFile, { type: 'video/mp4', lastModified: 0 });
}
