export {
  AbortError,
  throwIfAborted,
  PermanentMediaError,
  ToolError,
  type RefusalCode,
  type ToolFailureCode,
  type ToolFailureDetails,
} from './errors.js';
export type { MediaTools, PocketsphinxTool, Tool } from './tools.js';
export { describeMediaTool } from './tool-version.js';
export { parseMediaTools } from './tools-setting.js';
export { findProgram } from './process/find-program.js';
export { runTool, type RunOptions } from './process/run-tool.js';
export { computeToolMemory } from './process/limits.js';
export { moveInto, sweepScratch, withScratch } from './scratch/scratch.js';
export type { AudioStream, Container, MediaInfo, VideoStream } from './probe/media-info.js';
export { chooseContainerFile, type ContainerFile } from './probe/container-file.js';
export { createPictureSource, type PictureSource } from './frame/extract-frame.js';
export { playsInBrowsers } from './preview/browser-playback.js';
export { drawPoster } from './preview/draw-poster.js';
export { drawSprites, type Sprites } from './preview/draw-sprites.js';
export { makeWebVersion } from './preview/make-web-version.js';
export { measurePeaks, type Peaks } from './preview/measure-peaks.js';
export { probe } from './probe/probe.js';
export { extractAudio, type AudioOptions } from './trim/audio.js';
export { decideBoundaries, type Boundaries, type BoundaryInput } from './trim/boundaries.js';
export { detectSilences, type DetectOptions, type SilenceSettings, type Span } from './trim/silence.js';
export {
  defaultTrimSettings,
  trim,
  type TrimContext,
  type TrimInput,
  type TrimResult,
  type TrimSettings,
  type UncutReason,
} from './trim/trim.js';
export { EndpointClient } from './endpoint/client.js';
export type { EngineEndpoint } from './endpoint/endpoint.js';
export { jsonBody } from './endpoint/multipart.js';
export { unreadableError } from './endpoint/refusal.js';
export { noParts, type PartStore } from './parts/part-store.js';
export { BatchJobSchema, type BatchContext, type BatchJob, type SpeechBatch } from './speech/batch.js';
export type { SpeechEngine } from './speech/engine.js';
export type { TranscriptSoFar } from './speech/heard-so-far.js';
export type { SpeechContext, SpeechInput } from './speech/speech-input.js';
export { distinguishChannels, type ChannelInput } from './speech/channels/distinguish-channels.js';
export { mergeVocabularies } from './speech/vocabulary.js';
export { chooseSpeechEngine, type EngineChoice } from './speech/language.js';
export { countDroppedWords, DROP_REASONS, type DroppedText, type DropReason } from './transcript/dropped-text.js';
export {
  hasSpeech,
  LANGUAGE_SOURCES,
  languageSourceOf,
  type Channel,
  type LanguageSource,
  type Speaker,
  type Transcript,
  type TranscriptNote,
  type TranscriptSegment,
  type TranscriptWord,
} from './transcript/transcript.js';
export type { BatchSettings } from './speech/openai-compatible/batch.js';
export { OpenAiSpeechEngine, type OpenAiSpeechSettings } from './speech/openai-compatible/engine.js';
export { whisperLanguages } from './speech/whisper-languages.js';
export { WhisperCppEngine, type WhisperCppOptions } from './speech/whisper-cpp/engine.js';
export { readWhisperModel, type WhisperModel } from './speech/whisper-cpp/model-file.js';
export { findWhisperProgram, type WhisperProgram, type WhisperProgramSearch } from './speech/whisper-cpp/program.js';
export { countSpeechThreads } from './speech/whisper-cpp/threads.js';
export { createPocketsphinxEngine, type PocketsphinxOptions } from './speech/pocketsphinx/engine.js';
export {
  openLocalPocketsphinx,
  openLocalWhisper,
  readWhisperSetting,
  type LocalSpeechEngine,
  type LocalWhisperSetting,
} from './speech/trial/local-engines.js';
export { createSphinxSpeedKey, createWhisperSpeedKey, type WhisperRun } from './speech/trial/speed-key.js';
export { countSampleErrors, SAMPLE_TALK } from './speech/trial/sample.js';
export { storeTrialSpeed } from './speech/trial/store-trial.js';
export { textOfTrial, tryEngine, type Trial, type TrialOptions } from './speech/trial/trial.js';
export { countWordErrors, normalizeWords } from './speech/trial/word-errors.js';
export { calibrateTranscript } from './speech/calibration/apply.js';
export { fitCalibration, scoreWords, type ScoredWord } from './speech/calibration/fit.js';
export type { TopicContext, TopicEngine } from './topics/engine.js';
export { localTopicEngine } from './topics/texttiling.js';
export { OpenAiTopicEngine, type OpenAiTopicSettings } from './topics/openai-compatible/engine.js';
export { buildRepairMessages, type Message } from './topics/openai-compatible/prompt.js';
export { parseModelJson, readModelAnswer } from './topics/openai-compatible/reply.js';
export { GRANULARITIES, type Granularity, type Topic, type TopicResult } from './topics/topic.js';
export { carryCorrections, type CarriedTranscript } from './transcript/carry.js';
export { correctTranscript, type CorrectedSegment } from './transcript/correct.js';
export { carrySpeakerNames, labelSpeakers, listSpokenWords, renameSpeaker } from './transcript/speakers.js';
export { splitWords } from './transcript/timed-words.js';
export { findDoubtful, hasScores } from './transcript/doubtful.js';
export { parseTranscriptJson, TranscriptFormatError } from './transcript/parse.js';
export { listTranscriptMarks, renderTranscriptJson, renderTranscriptText } from './transcript/render.js';
export type { Cue } from './subtitles/cue.js';
export { buildCues, generateCues } from './subtitles/cues.js';
export { renderSrt, renderVtt } from './subtitles/formats.js';
