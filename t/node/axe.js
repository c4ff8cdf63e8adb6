/*
 * axe.js - every page, state and theme in Debian's Chromium, looked over by axe-core.
 * usage: node axe.js WEBSHEET CONF OUT OPERATOR...
 *
 * A small server here runs WEBSHEET by CGI for each request, as its preview route wants it.  The
 * first operator's pages are looked at in 360 px, in light and dark, and in 800; the others' in
 * 360, in light and dark.  Prints a line "PASS what" or "FAIL what: why" for each check, and leaves pictures in OUT.
 */
'use strict';
const fs = require('fs'), http = require('http'), { spawn } = require('child_process');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [program, conf, out, ...operators] = process.argv.slice(2);
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const seen = { refresh: 0, pages: 0 };

function check(what, bad) {
	console.log(bad.length === 0 ? `PASS ${what}` : `FAIL ${what}: ${JSON.stringify(bad)}`);
}

/* One request as a web server would hand it over.  Pages stay as they are while they are looked at. */
function cgi(req, res) {
	const env = { PATH: process.env.PATH, REQUEST_METHOD: req.method, REQUEST_URI: req.url, REMOTE_ADDR: '127.0.0.1',
		QUERY_STRING: req.url.split('?')[1] || '', HTTP_HOST: req.headers.host };
	const run = spawn(program, ['-c', conf], { env, stdio: ['ignore', 'pipe', 'ignore'] }), parts = [];
	run.stdout.on('data', (d) => parts.push(d));
	run.on('close', () => {
		const all = Buffer.concat(parts), end = all.indexOf('\r\n\r\n');
		for (const line of all.subarray(0, end).toString().split('\r\n')) {
			const [, name, value] = /^([^:]*): *(.*)$/.exec(line);
			if (name === 'Status') res.statusCode = parseInt(value, 10);
			else if (name === 'Refresh') seen.refresh++;
			else res.setHeader(name, value);
		}
		res.end(all.subarray(end + 4));
	});
}

const violations = (page) => page.evaluate(async (t) => {
	const r = await window.axe.run(document, { runOnly: { type: 'tag', values: t }, resultTypes: ['violations'] });
	return r.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 100)).join(' | ')}`);
}, tags);

/* What is wider than the window: nobody should have to scroll in two directions. */
const wide = (page) => page.evaluate(() => {
	const d = document.documentElement;
	return d.scrollWidth <= d.clientWidth ? [] : [`${d.scrollWidth} > ${d.clientWidth}`].concat(Array.from(document.querySelectorAll('body *'))
		.filter((e) => e.getBoundingClientRect().right > d.clientWidth + 1).slice(0, 3).map((e) => e.outerHTML.slice(0, 80)));
});

/* Tab from one thing to the next: each has to show that it is the one. */
async function focus(page) {
	const bad = [], stops = await page.evaluate(() => Array.from(document.querySelectorAll('a[href], button, input, select, [tabindex="0"]'))
		.filter((e) => e.type !== 'hidden' && !e.closest('[hidden]') && e.tabIndex >= 0).length);
	const been = new Set();
	/* Where a page has put the focus itself, the way around leads over the body. */
	for (let i = 0; i < stops + 1 && been.size < stops; i++) {
		await page.keyboard.press('Tab');
		const [at, why] = await page.evaluate(() => {
			const e = document.activeElement, s = getComputedStyle(e);
			const bad = e !== document.body && (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2);
			return [e === document.body ? -1 : Array.from(document.querySelectorAll('*')).indexOf(e), bad ? e.outerHTML.slice(0, 100) : null];
		});
		if (at >= 0) been.add(at);
		if (why) bad.push(why);
	}
	if (been.size !== stops) bad.push(`${been.size} of ${stops} reached`);
	return bad;
}

/* What is wrong is announced, and stands where a screen reader says it with the field. */
const announced = (page) => page.evaluate(() => {
	const bad = [], summary = document.querySelector('.summary'), faults = document.querySelectorAll('[aria-invalid=true]');
	if (faults.length > 0 && document.querySelector('[role=alert]') === null) bad.push('no alert');
	if (summary && document.activeElement !== summary) bad.push('the alert has no focus');
	faults.forEach((f) => {
		const ids = (f.getAttribute('aria-describedby') || '').split(' ');
		if (!ids.some((id) => document.getElementById(id) && document.getElementById(id).classList.contains('message'))) bad.push(f.id);
	});
	return { faults: faults.length, bad };
});

async function look(page, base, [name, state, operator], scheme, full) {
	const what = `${operator} ${name} ${state} ${scheme}`, file = `${out}/${operator}-${name}-${state}-${scheme}.png`;
	const answer = await page.goto(`${base}${name}?operator=${operator}&state=${state}&language=en`);
	if (answer.status() !== 200) return check(what, [`status ${answer.status()}`]);
	seen.pages++;
	const said = await announced(page);
	seen.faults = (seen.faults || 0) + said.faults;
	check(`${what}: errors are announced`, said.bad);
	await page.evaluate(axe);
	for (const width of full && scheme === 'light' ? [360, 800] : [360]) {
		await page.setViewportSize({ width, height: 740 });
		check(`${what} ${width}: axe`, await violations(page));
		if (width === 360) await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
	}
	if (full && scheme === 'light') {
		await page.setViewportSize({ width: 360, height: 740 });
		check(`${what}: focus is seen`, await focus(page));
	}
}

/* 200 %: half as many pixels; and text alone, twice as large.  In every language. */
async function zoom(page, base, [name, state, operator], language) {
	const what = `${operator} ${name} ${state} ${language}`;
	await page.setViewportSize({ width: 180, height: 370 });
	await page.goto(`${base}${name}?operator=${operator}&state=${state}&language=${language}`);
	check(`${what}: 200 %, no scrolling sideways`, await wide(page));
	await page.setViewportSize({ width: 360, height: 740 });
	await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
	check(`${what}: text of 200 %, no scrolling sideways`, await wide(page));
}

async function main() {
	const server = http.createServer(cgi);
	await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
	const base = `http://127.0.0.1:${server.address().port}/websheet/preview/`;
	const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
	const page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
	await page.goto(base);
	const links = await page.$$eval('main a', (all) => all.map((a) => a.href));
	const views = links.map((l) => new URL(l)).map((u) => [u.pathname.split('/').pop(), u.searchParams.get('state'),
		u.searchParams.get('operator'), u.searchParams.get('language')]);
	for (const scheme of ['light', 'dark']) {
		await page.emulateMedia({ colorScheme: scheme });
		for (const v of views) {
			if (v[3] === 'en') await look(page, base, v, scheme, v[2] === operators[0]);
		}
	}
	for (const v of views) {
		if (v[2] === operators[0] || v[3] === 'en') await zoom(page, base, v, v[3]);
	}
	check('every operator was seen', operators.filter((o) => !views.some((v) => v[2] === o)));
	check('pages reload in the preview', seen.refresh > seen.pages / 2 ? [] : [seen.refresh]);
	check('there were faults to announce', seen.faults > 10 ? [] : [seen.faults]);
	await browser.close();
	server.close();
}

main().catch((e) => { console.log(`FAIL it ran to its end: ${JSON.stringify(e.message)}`); process.exit(1); });
