import { createMemoryHistory } from '@tanstack/react-router';
import { createPageRouter } from './routes.js';

async function open(basePath: string, address: string) {
  const router = createPageRouter(basePath);
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [address] }) });
  await router.load();
  return router;
}
const viewOf = ({ state }: Awaited<ReturnType<typeof open>>) => [
  state.location.pathname,
  state.matches.at(-1)?.routeId.replace('/signed-in', ''),
  state.matches.at(-1)?.params,
];

describe('the addresses of the views', () => {
  it.each([
    ['', ''],
    ['/recordings', '/recordings'],
    ['/a/recordings', '/a/recordings'],
  ])('are below the base path "%s"', async (basePath, prefix) => {
    const router = await open(basePath, `${prefix}/recordings/1`);
    expect(viewOf(router)).toEqual(['/recordings/1', '/recordings/$id', { id: '1' }]);
    expect(router.buildLocation({ to: '/documents' }).publicHref).toBe(`${prefix}/documents`);
    expect(router.buildLocation({ to: '/recordings/$id', params: { id: '2' } }).publicHref).toBe(`${prefix}/recordings/2`);
  });
});
