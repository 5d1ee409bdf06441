let loading: Promise<typeof import('yazl')> | undefined;

/** Loads the library for ZIP files with the first of the few requests that need it. Each import of a module looks for its file. */
export async function loadZipLibrary(): Promise<Pick<typeof import('yazl'), 'ZipFile'>> {
  loading ??= import('yazl').then((library) => library.default);
  return loading;
}
