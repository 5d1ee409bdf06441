import { addressProblems } from './address.js';

const INSIDE = 'http://127.0.0.1:8080';
const OUTSIDE = 'https://recordings.example/a';

describe('the problems of the public address', () => {
  let asked: string[];
  const answerWith = (answers: Readonly<Record<string, object | null>>): void => {
    asked = [];
    jest.spyOn(globalThis, 'fetch').mockImplementation((input) => {
      const url = input instanceof Request ? input.url : input.toString();
      asked.push(url);
      const address = answers[url.replace('/api/v1/about', '')];
      return address === undefined
        ? Promise.reject(new TypeError('fetch failed'))
        : Promise.resolve(Response.json({ services: null, address }));
    });
  };
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const find = () => addressProblems({ gatewayUrl: INSIDE, token: 'tl_x' });

  it('are asked directly and through the proxy, and named once', async () => {
    answerWith({
      [INSIDE]: { url: OUTSIDE, secure: true, problems: ['a'] },
      [OUTSIDE]: { url: OUTSIDE, secure: true, problems: ['a', 'b'] },
    });
    expect(await find()).toEqual(['a', 'b']);
  });

  it('include a public address that does not answer', async () => {
    answerWith({ [INSIDE]: { url: OUTSIDE, secure: true, problems: [] } });
    expect(await find()).toEqual([expect.stringMatching(`^${OUTSIDE} does not answer`) as string]);
  });

  it('send no token without TLS', async () => {
    answerWith({ [INSIDE]: { url: 'http://recordings.example', secure: false, problems: ['not https'] } });
    expect(await find()).toEqual(['not https']);
    expect(asked).toEqual([`${INSIDE}/api/v1/about`]);
  });

  it.each([{}, { [INSIDE]: null }])('are unknown if the gateway cannot tell: %j', async (answers) => {
    answerWith(answers);
    expect(await find()).toBeNull();
  });
});
