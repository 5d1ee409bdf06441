import type { MediaTools } from '../../tools.js';
import { divideSpeech } from '../speakers.js';
import type { Transcript } from '../../transcript/transcript.js';
import { assignChannels } from './assign.js';
import { measureChannels, type StereoInput } from './measure.js';
import { hasSpeakerInEachChannel } from './separation.js';

export interface ChannelInput extends StereoInput {
  /** The place of the transcript's second 0 in the file. Seconds. */
  readonly offset: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Tells two speakers apart if each has a channel of the recording. Engines hear both channels as one, so this works with any of
 * them. A transcript whose engine distinguished the speakers stays as it is: there may be several at one microphone.
 */
export async function distinguishChannels(tools: MediaTools, heard: Transcript, input: ChannelInput): Promise<Transcript> {
  if (heard.speakers !== undefined || heard.words.length === 0) return heard;
  const levels = await measureChannels(tools, input, input.signal);
  if (!hasSpeakerInEachChannel(levels)) return heard;
  const spoken = assignChannels(heard.words, levels, input.offset);
  if (spoken.length === 0) return heard;
  return { ...heard, ...divideSpeech(spoken, (channel) => ({ channel: channel === 'left' ? 'left' : 'right' })) };
}
