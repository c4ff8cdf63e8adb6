/*
 * provider.mjs - npm oidc-provider as the operator's OpenID provider, for e2e-oidc.t.
 *
 * usage: provider.mjs PORT CLIENT SECRET REDIRECT_URI KID
 *
 * Whoever logs in as SUB has the number +SUB; as SUB-unverified, one that is not verified.  Its
 * key is made at its start and called KID.  Says "ready" once it listens.
 */
import { generateKeyPairSync } from 'node:crypto';

/* Debian's node 18 does not have it. */
URL.parse ??= (url, base) => {
	try {
		return new URL(url, base);
	} catch {
		return null;
	}
};
console.warn = console.info = () => {};	/* that all this is for development only */

const { default: Provider } = await import('oidc-provider');
const [port, client_id, client_secret, redirect_uri, kid] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const provider = new Provider(`http://127.0.0.1:${port}`, {
	clients: [{ client_id, client_secret, redirect_uris: [redirect_uri] }],
	claims: { openid: ['sub'], phone: ['phone_number', 'phone_number_verified'] },
	features: { devInteractions: { enabled: true } },
	findAccount: (ctx, sub) => ({
		accountId: sub,
		claims: () => ({
			sub, phone_number: `+${sub.replace(/-.*/, '')}`,
			phone_number_verified: !sub.endsWith('-unverified'),
		}),
	}),
	jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] },
	pkce: { required: () => true },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
