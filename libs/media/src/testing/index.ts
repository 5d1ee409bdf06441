export { speechEngineContract, type SpeechEngineHarness } from './speech-engine.contract.js';
export { spokenTranscript, topicEngineContract } from './topic-engine.contract.js';
export { beepsBetween, h264, silence, TestMedia } from './test-media.js';
export { oneTopic, paragraphs } from './talks.js';
export { ActiveBait } from '#testing/bait.js';
export { tinyWhisperModel } from '#testing/tiny-whisper-model.js';
export { isExpected } from './hostile/outcome.js';
export type { HostileFile } from './hostile/hostile-file.js';
export { hostileMedia } from './hostile/hostile-media.js';
