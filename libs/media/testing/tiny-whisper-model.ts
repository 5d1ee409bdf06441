/** The sizes of the network: the smallest that whisper.cpp computes with. */
const state = 64;
const audioContext = 100;
const textContext = 128;
const mels = 80;
const fftBins = 201;

export interface TinyWhisperModel {
  /** The tokens that the model writes for each window of 30 seconds, as bytes: a token may end within a character. */
  readonly tokens: readonly (string | Buffer)[];
  readonly multilingual?: boolean;
  /** The detected language by its place in Whisper's list: 0 is English, 4 Russian, 7 Japanese. */
  readonly language?: number;
  /** With 0 the model is valid, but whisper.cpp divides by it and crashes. */
  readonly heads?: number;
}

/** 1.0 and 8.0 as 16-bit floats. */
const one = 0x3c00;
const eight = 0x4800;

/** Small random numbers, the same at each call. */
class RandomWeights {
  #seed = 1;

  #next(): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed >>> 16;
  }

  /** 16-bit floats from 1/128 to 1/64, of either sign. */
  halves(count: number): Uint16Array {
    const weights = new Uint16Array(count);
    // A plain loop: there are millions of them.
    for (let at = 0; at < count; at += 1) weights[at] = (this.#next() & 0x83ff) | 0x2000;
    return weights;
  }

  floats(count: number): Float32Array {
    return new Float32Array(count).map(() => (this.#next() / 32_768 - 1) / 100);
  }
}

/** The numbers of Whisper's control tokens. An English model has one token less before them, and none for languages. */
const controlTokens = (multilingual: boolean): { vocabulary: number; end: number; start: number; task: number; time: number } =>
  multilingual
    ? { vocabulary: 51_865, end: 50_257, start: 50_258, task: 50_359, time: 50_364 }
    : { vocabulary: 51_864, end: 50_256, start: 50_257, task: 50_257, time: 50_363 };

/** Time tokens count fiftieths of a second. */
const wholeWindow = 1_500;

/** Pairs of tokens: after the first, the model writes the second. */
function transitions({ tokens, multilingual = true, language = 0 }: TinyWhisperModel): readonly (readonly [number, number])[] {
  const { end, start, task, time } = controlTokens(multilingual);
  // The first entry of the vocabulary is the blank.
  const chain = [task, time, ...tokens.map((_, index) => index + 1), time + wholeWindow, end];
  const pairs = chain.slice(1).map((next, index) => [chain[index] ?? 0, next] as const);
  return multilingual ? [...pairs, [start, start + 1 + language]] : pairs;
}

class ModelFile {
  readonly #parts: Buffer[] = [];

  numbers(...values: readonly number[]): void {
    this.#parts.push(Buffer.from(Int32Array.from(values).buffer));
  }

  bytes(data: Buffer | Uint16Array | Float32Array): void {
    this.#parts.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  }

  tensor(name: string, sizes: readonly number[], data: Uint16Array | Float32Array): void {
    const isHalf = data instanceof Uint16Array;
    this.numbers(sizes.length, name.length, isHalf ? 1 : 0, ...sizes);
    this.bytes(Buffer.from(name));
    this.bytes(data);
  }

  content(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Writes the layers of the network with random weights. */
class NetworkWriter {
  constructor(
    private readonly file: ModelFile,
    private readonly random: RandomWeights,
  ) {}

  linear(name: string, [from, to]: readonly [number, number], weights = this.random.halves(from * to)): void {
    this.file.tensor(`${name}.weight`, [from, to], weights);
    // Whisper's keys have no bias.
    if (!name.endsWith('.key')) this.file.tensor(`${name}.bias`, [to], this.random.floats(to));
  }

  norm(name: string, gain = 1): void {
    this.file.tensor(`${name}.weight`, [state], new Float32Array(state).fill(gain));
    this.file.tensor(`${name}.bias`, [state], new Float32Array(state));
  }

  attention(name: string): void {
    this.norm(`${name}_ln`);
    for (const part of ['query', 'key', 'value', 'out']) this.linear(`${name}.${part}`, [state, state]);
  }

  perceptron(name: string, [first, second]: readonly Uint16Array[] = []): void {
    this.norm(`${name}_ln`);
    this.linear(`${name}.0`, [state, 4 * state], first);
    this.linear(`${name}.2`, [4 * state, state], second);
  }

  convolution(name: string, channels: number): void {
    this.file.tensor(`${name}.weight`, [3, channels, state], this.random.halves(3 * channels * state));
    this.file.tensor(`${name}.bias`, [1, state], this.random.floats(state));
  }

  positions(name: string, count: number): void {
    this.file.tensor(`${name}.positional_embedding`, [state, count], this.random.floats(state * count));
  }
}

/**
 * Returns a whole model in the ggml format of whisper.cpp, of 7 MB. The network is real, with random weights, but the decoder's
 * last layer leads from each token to the next one: the model hears nothing and writes the given tokens.
 */
export function tinyWhisperModel(model: TinyWhisperModel): Buffer {
  const { tokens, multilingual = true, heads = 1 } = model;
  const { vocabulary } = controlTokens(multilingual);
  const [file, random] = [new ModelFile(), new RandomWeights()];
  const network = new NetworkWriter(file, random);
  const layers = 1;
  file.numbers(0x67676d6c, vocabulary, audioContext, state, heads, layers, textContext, state, heads, layers, mels, 1);
  file.numbers(mels, fftBins);
  file.bytes(random.floats(mels * fftBins).map(Math.abs));
  file.numbers(tokens.length + 1);
  for (const token of [' ', ...tokens].map((each) => Buffer.from(each))) {
    file.numbers(token.length);
    file.bytes(token);
  }
  network.positions('encoder', audioContext);
  network.convolution('encoder.conv1', mels);
  network.convolution('encoder.conv2', state);
  network.attention('encoder.blocks.0.attn');
  network.perceptron('encoder.blocks.0.mlp');
  network.norm('encoder.ln_post');
  writeDecoder(model, file, random);
  return file.content();
}

function writeDecoder(model: TinyWhisperModel, file: ModelFile, random: RandomWeights): void {
  const { vocabulary } = controlTokens(model.multilingual ?? true);
  const network = new NetworkWriter(file, random);
  const pairs = transitions(model);
  const used = [...new Set(pairs.flat())];
  if (used.length > state) throw new RangeError(`A tiny model writes at most ${state} different tokens`);
  // Each used token has one dimension of the state for itself.
  const embedding = random.halves(state * vocabulary);
  for (const [dimension, token] of used.entries()) {
    embedding.fill(0, token * state, (token + 1) * state);
    embedding[token * state + dimension] = one;
  }
  const [same, next] = [new Uint16Array(4 * state * state), new Uint16Array(4 * state * state)];
  for (let at = 0; at < state; at += 1) same[at * state + at] = one;
  for (const [from, to] of pairs) next[used.indexOf(to) * 4 * state + used.indexOf(from)] = eight;
  network.positions('decoder', textContext);
  file.tensor('decoder.token_embedding.weight', [state, vocabulary], embedding);
  network.attention('decoder.blocks.0.attn');
  network.attention('decoder.blocks.0.cross_attn');
  network.perceptron('decoder.blocks.0.mlp', [same, next]);
  // The gain makes the model sure of its next token.
  network.norm('decoder.ln', 10);
}
