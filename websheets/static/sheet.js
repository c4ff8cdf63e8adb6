/*
 * sheet.js - the one script of all pages, which work without it but for what a device is told.
 *
 * data-call="Object.method" on the body is called when the page is there, on a button when it is
 * pressed.  The object exists only in a device's web view; buttons that nobody could act on stay
 * hidden.  data-poll="SECONDS" on the body asks so often whether the page is still the same, and
 * loads it when it is another; so nothing is read out twice.  data-press="id" on a list presses that button when another entry is chosen.
 */
(function () {
	'use strict';

	/* TS.43 names first; then what devices of before and beside it know. */
	var also = {
		'VoWiFiWebServiceFlow.entitlementChanged': [
			'NsdsWebSheetController.entitlementChanged',
			'WiFiCallingWebViewController.phoneServicesAccountStatusChanged'
		],
		'VoWiFiWebServiceFlow.dismissFlow': [
			'NsdsWebSheetController.dismissFlow',
			'WiFiCallingWebViewController.cancelButtonPressed',
			'WiFiCallingWebViewController.cancelButtonClicked',
			'WiFiCallingWebViewController.CloseWebView',
			'WiFiCallingWebViewController.closeWebView',
			'WiFiCallingWebViewController.onCloseWebView'
		],
		'ODSAServiceFlow.dismissFlow': [
			'VoWiFiWebServiceFlow.dismissFlow',
			'DCBWebServiceFlow.dismissFlow',
			'SatModeWebServiceFlow.dismissFlow',
			'DataBoostWebServiceFlow.dismissFlow',
			'NsdsWebSheetController.dismissFlow',
			'WiFiCallingWebViewController.closeWebView'
		],
		'ODSAServiceFlow.profileReadyWithDefaultSmdp': ['ODSAServiceFlow.profileReadyWithDefaultSMDP'],
		'ODSAServiceFlow.SelectionCompleted': ['ODSAServiceFlow.selectionCompleted']
	};

	/* [object, method] of the first name that this device knows; null if none. */
	function find(name) {
		var names = [name].concat(also[name] || []);
		for (var i = 0; i < names.length; i++) {
			var part = names[i].split('.'), object = window[part[0]];
			if (object && typeof object[part[1]] === 'function') {
				return [object, part[1]];
			}
		}
		return null;
	}

	function call(name) {
		var found = find(name);
		if (found) {
			try {
				found[0][found[1]]();
			} catch (e) {
				/* the device's business: the page stays as it is */
			}
		}
	}

	function each(selector, fn) {
		Array.prototype.forEach.call(document.querySelectorAll(selector), fn);
	}

	each('button[data-call]', function (button) {
		var name = button.getAttribute('data-call');
		if (find(name)) {
			button.hidden = false;
			button.addEventListener('click', function () { call(name); });
		}
	});

	each('select[data-press]', function (list) {
		var button = document.getElementById(list.getAttribute('data-press'));
		button.hidden = true;
		list.addEventListener('change', function () { button.click(); });
	});

	/* One press is enough: a form goes once. */
	each('form', function (form) {
		form.addEventListener('submit', function (event) {
			if (form.getAttribute('data-sent')) {
				event.preventDefault();
			}
			form.setAttribute('data-sent', 'yes');
		});
	});
	window.addEventListener('pageshow', function () {
		each('form', function (form) { form.removeAttribute('data-sent'); });
	});

	each('.summary', function (summary) { summary.focus(); });

	function poll(mark) {
		var request = new XMLHttpRequest();
		request.onload = function () {
			if (request.status < 500 && request.responseText.indexOf(mark) < 0) {
				window.location.reload();
			}
		};
		request.open('GET', window.location.href);
		request.send();
	}

	var seconds = document.body.getAttribute('data-poll');
	if (seconds) {
		window.setInterval(function () { poll('data-poll="' + seconds + '"'); }, seconds * 1000);
	}

	if (document.body.getAttribute('data-call')) {
		call(document.body.getAttribute('data-call'));
	}
})();
