/*
 * browser.js - a phone's web view, played by Debian's Chromium.
 * usage: node browser.js URL OUT TICKET1 TICKET2 TICKET3 TICKET4 PID...
 *
 * PID: the processes of ecs-outbox, held up while the page is to be seen waiting.  Tickets are of
 * lines without terms and address.  Prints a line "PASS what" or "FAIL what: why" for each check.
 */
'use strict';
const { chromium } = require('playwright-core');

const [url, out, ...rest] = process.argv.slice(2);
const tickets = rest.slice(0, 4), pids = rest.slice(4).map(Number);
const address = { '#hno': '1600', '#rd': 'Pennsylvania Avenue', '#a3': 'Washington', '#a1': 'dc', '#pc': '20500' };
const complaints = [];

function check(what, ok, why) {
	console.log(ok ? `PASS ${what}` : `FAIL ${what}: ${why === undefined ? '' : JSON.stringify(why)}`);
}
function hold(signal) {
	pids.forEach((pid) => process.kill(pid, signal));
}

/* What a web view gives a page; calls are kept over pages. */
async function view(browser, options, object, methods) {
	const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 360, height: 740 }, ...options });
	const page = await context.newPage();
	page.calls = [];
	await page.exposeFunction('told', (name) => { page.calls.push(name); });
	await page.addInitScript(([o, list]) => {
		if (o) {
			window[o] = {};
			list.forEach((m) => { window[o][m] = () => window.told(m); });
		}
	}, [object, methods]);
	page.on('console', (m) => { if (/Content Security Policy|Refused|Uncaught/.test(m.text())) complaints.push(m.text()); });
	page.on('pageerror', (e) => complaints.push(e.message));
	return page;
}

/* As TS.43 3.4 has it: the user data is the body of a POST. */
async function open(page, ticket) {
	await page.goto('about:blank');
	await Promise.all([page.waitForURL('**/websheet/wifi-calling'), page.evaluate(([to, value]) => {
		const form = document.createElement('form'), field = document.createElement('input');
		form.method = 'POST';
		form.action = to;
		field.name = 'ticket';
		field.value = value.replace(/^ticket=/, '');
		form.append(field);
		document.documentElement.append(form);
		form.submit();
	}, [url, ticket])]);
}
async function press(page, selector) {
	await Promise.all([page.waitForNavigation(), page.click(selector)]);
}
async function fill(page) {
	for (const [field, value] of Object.entries(address)) await page.fill(field, value);
	await page.check('#terms');
}

/* Contrast of every text with what is behind it (WCAG 2.2 1.4.3), sizes of what is pressed. */
function inspect() {
	const luminance = (c) => {
		const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const colour = (s) => s.match(/[\d.]+/g).map(Number);
	const behind = (e) => {
		for (; e; e = e.parentElement) {
			const c = colour(getComputedStyle(e).backgroundColor);
			if (c.length < 4 || c[3] > 0.99) return c.slice(0, 3);
		}
		return [255, 255, 255];
	};
	const faults = [];
	for (const e of document.body.querySelectorAll('*')) {
		const box = e.getBoundingClientRect();
		if (!box.width || e.classList.contains('unseen')) continue;
		if ([...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) {
			const a = luminance(colour(getComputedStyle(e).color).slice(0, 3)), b = luminance(behind(e));
			const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
			if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)} of "${e.textContent.trim().slice(0, 30)}"`);
		}
		if (e.matches('button, a.main, a.second, a.quiet, a.away, .field input, select, .tick label') && box.height < 44)
			faults.push(`${e.tagName} ${e.id || e.textContent} is ${box.height} high`);
		if (e.matches('input:not([type=hidden]), select') && !e.labels.length) faults.push(`${e.id} has no label`);
		for (const id of (e.getAttribute('aria-describedby') || '').split(' '))
			if (id && !document.getElementById(id)) faults.push(`nothing is called ${id}`);
	}
	if (document.documentElement.scrollWidth > innerWidth) faults.push(`${document.documentElement.scrollWidth} wide`);
	if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
	return faults;
}

/* A picture at each width and in each light; what is found goes into one check. */
async function look(page, name) {
	const faults = [];
	for (const scheme of ['light', 'dark']) {
		for (const width of [320, 360, 800]) {
			await page.emulateMedia({ colorScheme: scheme });
			await page.setViewportSize({ width, height: 740 });
			faults.push(...(await page.evaluate(inspect)).map((f) => `${scheme} ${width}: ${f}`));
			if (width > 320) await page.screenshot({ path: `${out}/${name}-${width}-${scheme}.png`, fullPage: true });
		}
	}
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize({ width: 360, height: 740 });
	check(`${name}: contrast, sizes, labels, width`, faults.length === 0, faults);
}

async function story(browser) {
	const page = await view(browser, {}, 'VoWiFiWebServiceFlow', ['entitlementChanged', 'dismissFlow']);
	await open(page, tickets[0]);
	check('the ticket is not in the address', page.url() === url, page.url());
	check('it asks', await page.title() === 'Set up Wi‑Fi calling', await page.title());
	await look(page, 'ask');
	await page.click('text=Not now');
	check('Not now: dismissFlow, once', page.calls.join() === 'dismissFlow', page.calls);
	await press(page, 'button.main');
	check('what is missing is said, and the keyboard is there',
	    await page.evaluate(() => document.activeElement.id) === 'errors');
	await look(page, 'errors');
	await page.click('.summary a >> nth=0');
	check('a message leads to its field', await page.evaluate(() => document.activeElement.id) === 'hno');
	await page.fill('#rd', 'Downing Street');
	await Promise.all([page.waitForNavigation(), page.selectOption('#country', 'GB')]);
	check('another country, other fields', await page.locator('#a1').count() === 0);
	check('what was typed stays', await page.inputValue('#rd') === 'Downing Street');
	await Promise.all([page.waitForNavigation(), page.selectOption('#country', 'US')]);
	await fill(page);
	hold('SIGSTOP');
	await press(page, 'button.main');
	check('it waits', await page.title() === 'Setting up Wi‑Fi calling', await page.title());
	await look(page, 'wait');
	check('nothing is called while it waits', page.calls.join() === 'dismissFlow', page.calls);
	hold('SIGCONT');
	await page.waitForSelector('.hero.ok', { timeout: 20000 });
	await page.waitForFunction(() => document.readyState === 'complete');
	check('done: entitlementChanged, once', page.calls.join() === 'dismissFlow,entitlementChanged', page.calls);
	await look(page, 'manage');
	await press(page, 'text=Change address');
	await look(page, 'edit');
	await page.fill('#hno', '1601');
	await Promise.all([page.waitForNavigation(), page.press('#hno', 'Enter')]);
	await page.waitForSelector('.hero.ok', { timeout: 20000 });
	check('Enter sends the form; the new address is in force', /1601 Pennsylvania Avenue/.test(await page.textContent('address')));
	await press(page, 'text=Withdraw consent');
	await look(page, 'withdraw');
	await press(page, 'button.danger');
	await look(page, 'withdrawn');
	check('withdrawn: entitlementChanged', page.calls.filter((c) => c === 'entitlementChanged').length === 3, page.calls);
	await page.goto(`${url}?ticket=x`);
	await look(page, 'expired');
}

async function without_script(browser) {
	const page = await (await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false, locale: 'fr' })).newPage();
	await page.goto(`${url}?${tickets[1]}`);
	check('no script, in French', await page.title() === 'Configurer les appels Wi‑Fi', await page.title());
	await page.selectOption('#country', 'US');
	await press(page, '#country-fields');
	check('no script: the fields of the country', await page.locator('#a1').count() === 1);
	check('no script: no button without effect', await page.locator('button[data-call]:visible').count() === 0);
	await fill(page);
	await press(page, 'button.main');
	await page.waitForSelector('.hero.ok', { timeout: 20000 });
	check('no script: it gets there', /1600 Pennsylvania Avenue/.test(await page.textContent('address')));
}

async function other_names(browser) {
	const page = await view(browser, {}, 'WiFiCallingWebViewController', ['phoneServicesAccountStatusChanged', 'cancelButtonPressed']);
	await open(page, tickets[2]);
	await page.click('text=Not now');
	check('another name of dismissFlow', page.calls.join() === 'cancelButtonPressed', page.calls);
	await fill(page);
	await press(page, 'button.main');
	await page.waitForSelector('.hero.ok', { timeout: 20000 });
	check('another name of entitlementChanged', page.calls.join() === 'cancelButtonPressed,phoneServicesAccountStatusChanged', page.calls);
}

async function nobody(browser) {
	const page = await view(browser, {}, '', []);
	await open(page, tickets[3]);
	check('in a browser: no button without effect', await page.locator('button[data-call]:visible').count() === 0);
	await page.evaluate(() => {
		const s = document.createElement('script');
		s.textContent = 'window.evil = 1';
		document.body.append(s);
		document.body.setAttribute('onclick', 'window.evil = 1');
		document.body.click();
	});
	check('scripts in a page do not run', await page.evaluate(() => window.evil) === undefined);
	check('and the browser says so', complaints.splice(0).length >= 1);
}

(async () => {
	const browser = await chromium.launch({
		executablePath: '/usr/bin/chromium',
		args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
			'--disable-background-networking', '--disable-component-update', '--disable-sync'],
	});
	try {
		for (const part of [story, without_script, other_names]) await part(browser);
		check('no complaint of the browser', complaints.length === 0, complaints);
		await nobody(browser);
	} catch (e) {
		check('the story goes on', false, String(e));
	} finally {
		hold('SIGCONT');
		await browser.close();
	}
})();
