/*
 * browser.js - Chromium as the phone's web view, told what to do by uesim.
 *
 * Commands come in as JSON lines, each answered by one line: the page that is
 * shown then, or {"error": ...}.  It needs playwright-core and a Chromium.
 */
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const readline = require('readline');

const CALL_MS = 2000;		/* a page that calls the phone does so within */
const SEND_MS = 10000;		/* ... and a form brings a page within */
const LOAD_MS = 30000;

function answer(o) {
	fs.writeSync(1, JSON.stringify(o) + '\n');
}

function playwright() {
	const named = process.env.ENTITLED_NODE_MODULES;
	const places = [named ? path.resolve(named) : '',
	    path.join(__dirname, '../../t/node/node_modules'), ''];

	for (const place of places)
		try {
			return require(path.join(place, 'playwright-core'));
		} catch (e) {
			if (e.code !== 'MODULE_NOT_FOUND')
				throw e;
		}
	throw new Error('playwright-core is missing: run "npm install playwright-core" in a ' +
	    'folder and set ENTITLED_NODE_MODULES to its node_modules');
}

class Phone {
	constructor(job) {
		this.job = job;
		this.calls = [];
		this.loads = 0;		/* documents since the last answer */
		this.status = 0;
		this.pages = 0;
		this.back = '';		/* where the page wanted back to */
	}

	async start() {
		this.dir = fs.mkdtempSync(path.join(os.tmpdir(), 'uesim-browser-'));
		this.context = await playwright().chromium.launchPersistentContext(this.dir, {
			executablePath: process.env.ENTITLED_CHROMIUM || '/usr/bin/chromium',
			headless: true,
			chromiumSandbox: process.getuid() !== 0,	/* root gets none */
			args: ['--disable-gpu', '--disable-quic', '--no-first-run',
			    '--disable-background-networking', '--disable-component-update',
			    '--disable-sync'],
			ignoreHTTPSErrors: this.job.trust,
			locale: this.job.language || 'en-US',
			viewport: { width: 360, height: 740 }, deviceScaleFactor: 2,
			isMobile: true, hasTouch: true,
		});
		await this.context.exposeBinding('uesimCall', (from, name) => {
			this.calls.push(String(name));
		});
		await this.context.addInitScript((odsa) => {
			const call = window.uesimCall;
			const flow = {};
			for (const m of ['entitlementChanged', 'dismissFlow'])
				flow[m] = () => { call('VoWiFiWebServiceFlow.' + m); };
			window.VoWiFiWebServiceFlow = Object.freeze(flow);
			if (odsa)
				window.ODSAServiceFlow = Object.freeze({ dismissFlow: () => {
					call('ODSAServiceFlow.dismissFlow');
				} });
		}, this.job.odsa);
		this.page = this.context.pages()[0] || await this.context.newPage();
		this.page.on('domcontentloaded', () => { this.loads++; });
		this.page.on('response', (r) => {
			if (r.request().isNavigationRequest() &&
			    r.frame() === this.page.mainFrame() &&
			    (r.status() < 300 || r.status() >= 400))
				this.status = r.status();
		});
		if (this.job.home && this.job.home.length > 0)
			await this.watch(this.job.home);
	}

	/* Navigations to the way back are not made; page.route() would miss redirects. */
	async watch(homes) {
		const place = (url) => { const u = new URL(url); return u.origin + u.pathname; };
		const ways = homes.map(place);
		const tools = await this.context.newCDPSession(this.page);

		tools.on('Fetch.requestPaused', (e) => {
			const url = e.request.url, requestId = e.requestId;

			if (e.request.method !== 'GET' || !url.includes('?') ||
			    !ways.includes(place(url))) {
				tools.send('Fetch.continueRequest', { requestId });
				return;
			}
			this.back = url;
			tools.send('Fetch.fulfillRequest', { requestId, responseCode: 200,
			    responseHeaders: [{ name: 'Content-Type', value: 'text/html' }],
			    body: '' });
		});
		await tools.send('Fetch.enable', { patterns: [{ urlPattern: '*',
		    resourceType: 'Document', requestStage: 'Request' }] });
	}

	async end() {
		if (this.context)
			await this.context.close();
		if (this.dir)
			fs.rmSync(this.dir, { recursive: true, force: true });
	}

	async until(ready, ms) {
		for (const end = Date.now() + ms; !ready() && Date.now() < end;)
			await new Promise((resolve) => { setTimeout(resolve, 20); });
		return ready();
	}

	/* The page once it is still; one that names a call gets the time to make it. */
	async show() {
		await this.page.waitForLoadState('load', { timeout: LOAD_MS });
		if (this.back) {
			const back = this.back;
			this.back = '';
			this.loads = 0;
			return { back };
		}
		const names = await this.page.evaluate(() =>
			document.body ? document.body.dataset.call || '' : '');
		if (names)
			await this.until(() => this.calls.length > 0, CALL_MS);
		const html = await this.page.content();
		const refused = await this.page.evaluate(() => {
			const e = document.querySelector('input:invalid, select:invalid, ' +
			    'textarea:invalid');
			return e ? e.name + ': ' + e.validationMessage : '';
		});
		let picture = '';
		if (this.job.pictures) {
			picture = path.join(this.job.pictures,
			    String(++this.pages).padStart(2, '0') + '.png');
			await this.page.screenshot({ path: picture, fullPage: true });
		}
		const calls = this.calls;
		this.calls = [];
		this.loads = 0;
		return { url: this.page.url(), status: this.status, html, names, calls, refused,
		    picture };
	}

	/* postUrl() of a web view: its own request, not one that a page makes. */
	async open(url, data) {
		if (data)
			await this.page.route(url, (route) => route.continue({
				method: 'POST', postData: data,
				headers: { ...route.request().headers(),
				    'content-type': 'application/x-www-form-urlencoded' },
			}), { times: 1 });
		await this.page.goto(url, { timeout: LOAD_MS });
	}

	/* By what is written beside it, else by its name. */
	async field(f) {
		const named = this.page.locator(`[name=${JSON.stringify(f.name)}]`);
		const labelled = this.page.getByLabel(f.label, { exact: true });

		if (f.label && await labelled.count() === 1)
			return labelled;
		if (f.kind !== 'radio')
			return named.first();
		return named.and(this.page.locator(`[value=${JSON.stringify(f.value)}]`));
	}

	async fill(f) {
		const at = await this.field(f);

		if (f.kind === 'select')
			await at.selectOption(f.value);
		else if (f.kind === 'tick' || f.kind === 'radio')
			await at.setChecked(f.checked);
		else
			await at.fill(f.value);
	}

	async press(b, by_itself) {
		if (by_itself && await this.until(() => this.loads > 0, CALL_MS))
			return;
		let at = this.page.getByRole('button', { name: b.label, exact: true });

		if (b.name && await at.count() !== 1)
			at = this.page.locator(`[name=${JSON.stringify(b.name)}]` +
			    `[value=${JSON.stringify(b.value)}]`);
		await at.first().click();
		await this.until(() => this.loads > 0 || this.calls.length > 0,
		    b.calls ? CALL_MS : SEND_MS);
	}

	async carry_out(c) {
		if (c.do === 'open')
			await this.open(c.url, c.user_data);
		else if (c.do === 'follow') {
			const link = this.page.getByRole('link', { name: c.text, exact: true });

			await link.first().click();
			await this.until(() => this.loads > 0, LOAD_MS);
		} else if (c.do === 'send') {
			for (const f of c.fields)
				await this.fill(f);
			await this.press(c.button, c.by_itself);
		} else if (c.do === 'again')
			await this.until(() => this.loads > 0, c.ms + 5000);
		return this.show();
	}
}

async function main() {
	let phone = null;

	try {
		for await (const line of readline.createInterface({ input: process.stdin })) {
			const c = JSON.parse(line);

			if (!phone) {
				phone = new Phone(c);
				await phone.start();
			}
			answer(await phone.carry_out(c));
		}
	} catch (e) {
		answer({ error: String(e.message || e).split('\n')[0] });
	}
	if (phone)
		await phone.end();
}

main();
