import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';

describe('the address of a gateway, opened in a browser', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  it('leads to the description of the API, without a token', async () => {
    const answer = await gateway.app.inject({ url: '/' });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/docs']);
  });

  it('takes nothing but a look', async () => {
    const answer = await gateway.app.inject({ method: 'POST', url: '/' });
    expect(answer.json()).toMatchObject({ status: 405, code: 'method-not-allowed' });
  });
});
