/** A person's browser: keeps cookies, follows no redirect by itself. */
export function createBrowser() {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async get(address: string) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(address, { redirect: 'manual', headers: { cookie } });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
        else cookies.set(name, value);
      }
      return {
        status: response.status,
        location: response.headers.get('location') ?? '',
        headers: response.headers,
        text: await response.text(),
      };
    },
  };
}

export type Browser = ReturnType<typeof createBrowser>;
