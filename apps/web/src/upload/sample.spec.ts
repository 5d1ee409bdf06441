import { ApiProblem } from '../api/problem.js';
import { text } from '../texts/text.js';
import { fetchSample } from './sample.js';

const answer = (response: Response): void => {
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(response);
};

describe('the sample talk', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is a video file with a name that becomes its title', async () => {
    answer(new Response('bytes of a video', { headers: { 'content-type': 'video/mp4' } }));
    const file = await fetchSample();
    expect([file.name, file.type, file.size]).toEqual([text.upload.sampleFile, 'video/mp4', 16]);
  });

  it('is refused in the words of the server if the page has no such file', async () => {
    const problem = { type: 'about:blank', title: 'Unknown path', status: 404, code: 'unknown-path', detail: 'No such path.' };
    answer(Response.json(problem, { status: 404, headers: { 'content-type': 'application/problem+json' } }));
    await expect(fetchSample()).rejects.toThrow(ApiProblem);
  });
});
