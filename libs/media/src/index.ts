export {
  AbortError,
  PermanentMediaError,
  ToolError,
  type RefusalCode,
  type ToolFailureCode,
  type ToolFailureDetails,
} from './errors.js';
export type { MediaTools, PocketsphinxTool, Tool } from './tools.js';
export { mediaToolsFrom } from './tools-setting.js';
export { runTool, type RunOptions } from './process/run-tool.js';
export { moveInto, withScratch } from './scratch/scratch.js';
export type { AudioStream, Container, MediaInfo, VideoStream } from './probe/media-info.js';
export { containerFile, type ContainerFile } from './probe/container-file.js';
export { probe } from './probe/probe.js';
export { extractAudio, type AudioWork } from './trim/audio.js';
export { decideBoundaries, type Boundaries, type BoundaryInput } from './trim/boundaries.js';
export { detectSilences, type DetectOptions, type SilenceSettings, type Span } from './trim/silence.js';
export {
  defaultTrimSettings,
  trim,
  type TrimContext,
  type TrimInput,
  type TrimResult,
  type TrimSettings,
  type WholeReason,
} from './trim/trim.js';
export type { SpeechContext, SpeechEngine, SpeechInput } from './speech/engine.js';
export { chooseSpeechEngine, type EngineChoice } from './speech/language.js';
export type { Transcript, TranscriptNote, TranscriptSegment, TranscriptWord } from './speech/transcript.js';
export { createPocketsphinxEngine, type PocketsphinxOptions } from './speech/pocketsphinx/engine.js';
export type { TopicContext, TopicEngine } from './topics/engine.js';
export { localTopicEngine } from './topics/texttiling.js';
export type { Topic, TopicResult } from './topics/topic.js';
export { parseTranscriptJson, TranscriptFormatError } from './transcript/parse.js';
export { renderTranscriptJson, renderTranscriptText } from './transcript/render.js';
export type { Cue } from './subtitles/cue.js';
export { buildCues, shiftCues } from './subtitles/cues.js';
export { renderSrt, renderVtt } from './subtitles/formats.js';
