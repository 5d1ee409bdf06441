import { randomBytes } from 'node:crypto';
import { OAuthFake, type OAuthFakeClient } from '../oauth/oauth-fake.js';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { parseForm } from '../serving/multipart.js';
import { VkRefusal, missing, vkAnswer, vkError } from './refusal.js';
import { Videos, type VkStoredVideo } from './videos.js';

export interface VkFakeOptions {
  /** Communities in which the user may publish, by their positive numbers. */
  readonly groups?: readonly number[];
  /** Requests within one second of the fake's clock. */
  readonly perSecond?: number;
  readonly now?: () => number;
  /** The application at VK ID. */
  readonly client?: Partial<OAuthFakeClient>;
}

export const FAKE_VK_TOKEN = 'vk1.a.fake0123456789abcdefghijklmnopqrstuvwxyz';
export const FAKE_VK_USER = 210_700_286;
/** The name of that user. */
export const FAKE_VK_ACCOUNT = 'Nora Example';
const CLIENT = { clientId: '51700001', clientSecret: 'fakeProtectedKey0123', redirectUris: [] };

const MAX_TITLE = 128;
const PRIVACY = ['all', 'friends', 'friends_of_friends', 'only_me', 'nobody'];

type Method = (form: Fields) => unknown;

/** The parameters of a method. Refuses those that nobody has read. */
class Fields {
  readonly #read = new Set(['access_token', 'v']);
  constructor(private readonly form: URLSearchParams) {}

  text(name: string): string | undefined {
    this.#read.add(name);
    return this.form.get(name) ?? undefined;
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^-?\d{1,15}$/.test(value))
      throw new VkRefusal(100, `One of the parameters specified was missing or invalid: ${name} not integer`);
    return Number(value);
  }

  required(name: string): number {
    const value = this.integer(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  requireAllRead(): void {
    for (const name of this.form.keys())
      if (!this.#read.has(name)) throw new VkRefusal(100, `This fake does not know the parameter ${name}`);
  }
}

function parseMethodForm({ method, query, headers, body }: FakeRequest): URLSearchParams {
  if (method !== 'POST' || headers['content-type'] !== 'application/x-www-form-urlencoded')
    throw new VkRefusal(8, 'Invalid request: this fake takes forms alone');
  if ([...query.keys()].length > 0) throw new VkRefusal(8, 'Invalid request: parameters belong to the body');
  const form = new URLSearchParams(body.toString('utf8'));
  if (!/^5\.(1[3-9]\d|[2-9]\d\d)$/.test(form.get('v') ?? '')) throw new VkRefusal(8, 'Invalid request: v is incorrect');
  return form;
}

/**
 * Videos of the VK API (5.199) for one user and its communities. Answers 200 to refused requests too. Takes the content of a
 * video once, as a whole form. Keeps everything in memory.
 */
export class VkFake extends FakeService {
  readonly videos = new Videos();
  /** The accepted token; `undefined`: it was revoked. */
  token: string | undefined = FAKE_VK_TOKEN;
  /** The field by which VK says that it is not done with its videos. Until then they have no duration. */
  processes: 'processing' | 'converting' | undefined;
  /** The duration of processed videos in whole seconds, so 0 for shorter ones. */
  duration = 1;
  /** Consents and tokens of VK ID, for the same user. */
  readonly oauth: OAuthFake;
  readonly #asked: number[] = [];
  /** Uploaded pictures by the answer to their upload. */
  readonly #pictures = new Map<string, Buffer>();
  readonly #methods: Readonly<Record<string, Method>> = {
    'users.get': () => [{ id: FAKE_VK_USER, first_name: 'Nora', last_name: 'Example' }],
    'video.get': (form) => this.#get(form),
    'video.save': (form) => this.#save(form),
    'video.edit': (form) => this.#edit(form),
    'video.delete': (form) => this.#delete(form),
    'video.getAlbumById': (form) => this.#album(form),
    'video.getAlbumsByVideo': (form) => this.#albumsOf(form),
    'video.addToAlbum': (form) => this.#addToAlbum(form),
    'video.getThumbUploadUrl': (form) => this.#thumbnailUrl(form),
    'video.saveUploadedThumb': (form) => this.#saveThumbnail(form),
  };

  readonly #uploads: Readonly<Record<string, (request: FakeRequest) => FakeAnswer>> = {
    '/upload': (request) => this.#upload(request),
    '/thumbnail': (request) => this.#uploadPicture(request),
  };

  private constructor(private readonly options: VkFakeOptions) {
    super();
    this.oauth = new OAuthFake(
      { ...CLIENT, ...options.client },
      {
        scopes: ['vkid.personal_info', 'video'],
        isOffline: () => true,
        accessSeconds: 3_600,
        rotates: 'at-once',
        bindsDevice: true,
        describe: (error) => ({ error, error_description: 'as scripted' }),
      },
      options.now ?? Date.now,
    );
    this.oauth.consenting = FAKE_VK_ACCOUNT;
  }

  static start(options: VkFakeOptions = {}): Promise<VkFake> {
    return new VkFake(options).serve();
  }

  /** Replaces the address of VK. */
  get url(): string {
    return this.origin;
  }

  /** The videos that have content. */
  get uploaded(): readonly VkStoredVideo[] {
    return [...this.videos.all.values()].filter(({ content }) => content !== undefined);
  }

  protected answer(request: FakeRequest): FakeAnswer {
    if (request.path === '/authorize') return this.oauth.consent(request);
    if (request.path === '/oauth2/auth') return this.oauth.token(request);
    const upload = request.method === 'POST' ? this.#uploads[request.path] : undefined;
    try {
      return upload !== undefined ? upload(request) : vkAnswer({ response: this.#route(request) });
    } catch (error) {
      if (!(error instanceof VkRefusal)) throw error;
      // The server of uploads has no codes.
      return upload !== undefined ? vkAnswer({ error: error.message }) : vkError(error);
    }
  }

  #route(request: FakeRequest): unknown {
    const run = this.#methods[/^\/method\/([\w.]+)$/.exec(request.path)?.[1] ?? ''];
    if (run === undefined) throw new VkRefusal(3, 'Unknown method passed');
    const form = parseMethodForm(request);
    if (!this.#isAccepted(form.get('access_token') ?? ''))
      throw new VkRefusal(5, 'User authorization failed: invalid access_token (4).');
    this.#requireRate();
    const fields = new Fields(form);
    const answer = run(fields);
    fields.requireAllRead();
    return answer;
  }

  #isAccepted(token: string): boolean {
    return token === this.token || this.oauth.bearer(`Bearer ${token}`)?.scope.split(' ').includes('video') === true;
  }

  #requireRate(): void {
    const { perSecond = Infinity, now = Date.now } = this.options;
    if (this.#asked.filter((at) => at > now() - 1_000).length >= perSecond)
      throw new VkRefusal(6, 'Too many requests per second');
    this.#asked.push(now());
  }

  /** Returns the page that the user may change: its own, or a community's. */
  #requireOwn(owner: number): number {
    if (owner !== FAKE_VK_USER && !(this.options.groups ?? []).includes(-owner)) throw new VkRefusal(15, 'Access denied');
    return owner;
  }

  #get(form: Fields): object {
    const owner = this.#requireOwn(form.integer('owner_id') ?? FAKE_VK_USER);
    const [count, videos] = [form.integer('count'), form.text('videos')];
    const own = this.uploaded.filter((video) => video.owner === owner);
    const found = videos === undefined ? own : own.filter(({ id }) => `${String(owner)}_${String(id)}` === videos);
    const progress = this.processes === undefined ? { duration: this.duration } : { duration: 0, [this.processes]: 1 };
    const items = found.slice(0, count ?? 100).map(({ id, owner: owner_id, title }) => ({ id, owner_id, title, ...progress }));
    return { count: found.length, items };
  }

  #save(form: Fields): object {
    const group = form.integer('group_id');
    if (group !== undefined && group < 1) throw new VkRefusal(100, 'group_id must be positive');
    const owner = this.#requireOwn(group === undefined ? FAKE_VK_USER : -group);
    const [title = 'Untitled', description = '', privacy] = [
      form.text('name'),
      form.text('description'),
      form.text('privacy_view'),
    ];
    form.integer('wallpost');
    if (Array.from(title).length > MAX_TITLE) throw new VkRefusal(100, 'name is too long');
    if (privacy !== undefined && (group !== undefined || !PRIVACY.includes(privacy))) throw new VkRefusal(100, 'privacy_view');
    const video = this.videos.save(owner, { title, description, privacy });
    const upload_url = `${this.origin}/upload?key=${video.uploadKey}`;
    return { upload_url, video_id: video.id, owner_id: owner, title, description, access_key: 'a1' };
  }

  /** Leaves texts that the request does not name. */
  #edit(form: Fields): object {
    const video = this.videos.require(this.#requireOwn(form.required('owner_id')), form.required('video_id'));
    const { title = video.title, description = video.description } = { title: form.text('name'), description: form.text('desc') };
    if (Array.from(title).length > MAX_TITLE) throw new VkRefusal(100, 'name is too long');
    Object.assign(video, { title, description });
    return { success: 1, access_key: 'a1' };
  }

  #delete(form: Fields): number {
    this.videos.delete(this.#requireOwn(form.required('owner_id')), form.required('video_id'));
    return 1;
  }

  #album(form: Fields): object {
    const [owner, album] = [this.#requireOwn(form.integer('owner_id') ?? FAKE_VK_USER), form.required('album_id')];
    this.videos.requireAlbum(owner, album);
    return { id: album, owner_id: owner, title: 'An album' };
  }

  #albumsOf(form: Fields): readonly number[] {
    this.#requireOwn(form.required('target_id'));
    return [...this.videos.require(form.required('owner_id'), form.required('video_id')).albums];
  }

  #addToAlbum(form: Fields): number {
    const [target, album] = [this.#requireOwn(form.required('target_id')), form.required('album_id')];
    this.videos.requireAlbum(target, album);
    const { albums } = this.videos.require(form.required('owner_id'), form.required('video_id'));
    if (albums.has(album)) throw new VkRefusal(800, 'This video is already added');
    albums.add(album);
    return 1;
  }

  #thumbnailUrl(form: Fields): object {
    this.#requireOwn(form.required('owner_id'));
    return { upload_url: `${this.origin}/thumbnail` };
  }

  #uploadPicture({ headers, body }: FakeRequest): FakeAnswer {
    const { files } = parseForm(headers['content-type'] ?? '', body, (message) => new VkRefusal(0, message));
    const [file] = files;
    if (file?.name !== 'file' || file.bytes.subarray(0, 3).toString('hex') !== 'ffd8ff') throw new VkRefusal(0, 'no picture');
    const answer = vkAnswer({ thumb: randomBytes(12).toString('hex') });
    this.#pictures.set(String(answer.body), file.bytes);
    return answer;
  }

  #saveThumbnail(form: Fields): object {
    const video = this.videos.require(this.#requireOwn(form.required('owner_id')), form.required('video_id'));
    const picture = this.#pictures.get(form.text('thumb_json') ?? '');
    if (picture === undefined || form.required('thumb_size') !== picture.length || form.integer('set_thumb') !== 1)
      throw missing('thumb_json');
    video.thumbnail = picture;
    return { photo_id: 1, photo_owner_id: video.owner };
  }

  /** A video takes its content once. The server of uploads needs no token. */
  #upload({ query, headers, body }: FakeRequest): FakeAnswer {
    const video = this.videos.byUploadKey(query.get('key') ?? '');
    if (video === undefined) throw new VkRefusal(0, 'video not found');
    if (video.content !== undefined) throw new VkRefusal(0, 'already uploaded');
    const { files } = parseForm(headers['content-type'] ?? '', body, (message) => new VkRefusal(0, message));
    const [file] = files;
    if (file?.name !== 'video_file' || files.length !== 1 || file.bytes.length === 0) throw new VkRefusal(0, 'no video_file');
    video.content = file.bytes;
    return vkAnswer({ size: file.bytes.length, owner_id: video.owner, video_id: video.id, video_hash: 'b2' });
  }
}
