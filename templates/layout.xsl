<?xml version="1.0" encoding="UTF-8"?>
<!--
layout.xsl - what all pages share: the frame, and how words and notices are written.

A page imports it and gives templates for "page" in the modes title and main.  All
values come from the tree as text nodes; words are elements of /page/texts, by key.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

<xsl:variable name="t" select="/page/texts"/>

<xsl:template match="/page">
	<html lang="{@lang}" dir="{@dir}">
		<head>
			<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
			<meta name="color-scheme" content="light dark"/>
			<xsl:if test="$poll != ''"><noscript><meta http-equiv="refresh" content="{$poll}"/></noscript></xsl:if>
			<xsl:apply-templates select="." mode="head"/>
			<title><xsl:apply-templates select="." mode="title"/></title>
			<link rel="stylesheet" href="{@static}/sheet.css"/>
			<link rel="stylesheet" href="{@static}/brand.css"/>
			<script src="{@static}/sheet.js" defer="defer"><xsl:text/></script>
		</head>
		<body>
			<xsl:if test="$poll != ''"><xsl:attribute name="data-poll"><xsl:value-of select="$poll"/></xsl:attribute></xsl:if>
			<xsl:if test="@call">
				<xsl:attribute name="data-call"><xsl:apply-templates select="." mode="object"/>.<xsl:value-of select="@call"/></xsl:attribute>
			</xsl:if>
			<header class="brand">
				<span class="mark" aria-hidden="true"><xsl:text/></span>
				<span><xsl:value-of select="$t/brand"/></span>
			</header>
			<main>
				<xsl:apply-templates select="." mode="main"/>
			</main>
		</body>
	</html>
</xsl:template>

<xsl:template match="page" mode="head"/>

<!-- Seconds after which a page that waits looks whether it still has to; C allows it (page_polls). -->
<xsl:template match="page" mode="poll"/>
<xsl:variable name="poll"><xsl:apply-templates select="/page" mode="poll"/></xsl:variable>

<!-- The text of a key; nothing when there is none. -->
<xsl:template name="word">
	<xsl:param name="key"/>
	<xsl:value-of select="$t/*[name() = $key]"/>
</xsl:template>

<!-- The text of KEY-VARIANT, or of KEY where there is no such variant. -->
<xsl:template name="variant">
	<xsl:param name="key"/>
	<xsl:param name="variant"/>
	<xsl:variable name="special" select="$t/*[name() = concat($key, '-', $variant)]"/>
	<xsl:choose>
		<xsl:when test="$special"><xsl:value-of select="$special"/></xsl:when>
		<xsl:otherwise><xsl:value-of select="$t/*[name() = $key]"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- A text in which {PLACE} stands for a value, which may run in the other direction. -->
<xsl:template name="fill">
	<xsl:param name="text"/>
	<xsl:param name="place"/>
	<xsl:param name="value"/>
	<xsl:variable name="hole" select="concat('{', $place, '}')"/>
	<xsl:choose>
		<xsl:when test="contains($text, $hole)">
			<xsl:value-of select="substring-before($text, $hole)"/>
			<bdi><xsl:value-of select="$value"/></bdi>
			<xsl:value-of select="substring-after($text, $hole)"/>
		</xsl:when>
		<xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
	</xsl:choose>
</xsl:template>

<!-- KEY.PLURAL, for an element with a number n as the language writes it and its @plural. -->
<xsl:template name="counted">
	<xsl:param name="key"/>
	<xsl:param name="n"/>
	<xsl:variable name="special" select="$t/*[name() = concat($key, '.', $n/@plural)]"/>
	<xsl:call-template name="fill">
		<xsl:with-param name="text">
			<xsl:choose>
				<xsl:when test="$special"><xsl:value-of select="$special"/></xsl:when>
				<xsl:otherwise><xsl:value-of select="$t/*[name() = concat($key, '.other')]"/></xsl:otherwise>
			</xsl:choose>
		</xsl:with-param>
		<xsl:with-param name="place" select="'n'"/>
		<xsl:with-param name="value" select="$n"/>
	</xsl:call-template>
</xsl:template>

<!-- A notice: what kind of thing it says stands in its title, not only in its colour.  What is
     $filled has elements. -->
<xsl:template name="notice">
	<xsl:param name="kind" select="'info'"/>
	<xsl:param name="title"/>
	<xsl:param name="text"/>
	<xsl:param name="filled"/>
	<div class="notice {$kind}">
		<xsl:call-template name="icon"><xsl:with-param name="name" select="$kind"/></xsl:call-template>
		<div>
			<xsl:if test="$title != ''"><h2><xsl:value-of select="$title"/></h2></xsl:if>
			<xsl:if test="$text != '' or $filled != ''"><p><xsl:value-of select="$text"/><xsl:copy-of select="$filled"/></p></xsl:if>
		</div>
	</div>
</xsl:template>

<!-- The big picture of a page that says one thing. -->
<xsl:template name="hero">
	<xsl:param name="icon"/>
	<xsl:param name="title"/>
	<xsl:param name="text"/>
	<div class="hero {$icon}">
		<span class="badge">
			<xsl:call-template name="icon"><xsl:with-param name="name" select="$icon"/></xsl:call-template>
		</span>
		<h1><xsl:value-of select="$title"/></h1>
		<xsl:if test="$text != ''"><p><xsl:value-of select="$text"/></p></xsl:if>
	</div>
</xsl:template>

<!-- A button that only a device can act on; the script shows it there. -->
<xsl:template name="call-button">
	<xsl:param name="method"/>
	<xsl:param name="label"/>
	<xsl:param name="class" select="'quiet'"/>
	<button type="button" class="{$class}" hidden="hidden">
		<xsl:attribute name="data-call"><xsl:apply-templates select="/page" mode="object"/>.<xsl:value-of select="$method"/></xsl:attribute>
		<xsl:value-of select="$label"/>
	</button>
</xsl:template>

<xsl:template match="page" mode="object">VoWiFiWebServiceFlow</xsl:template>

<xsl:template name="icon">
	<xsl:param name="name"/>
	<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
		<xsl:choose>
			<xsl:when test="$name = 'ok'"><path d="M5 12.5l4.5 4.5L19 7.5"/></xsl:when>
			<xsl:when test="$name = 'wait'"><circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/></xsl:when>
			<xsl:when test="$name = 'off'"><path d="M6 6l12 12M18 6L6 18"/></xsl:when>
			<xsl:when test="$name = 'home'"><path d="M4 11l8-6.5L20 11M6.5 9.5V19h11V9.5M10.5 19v-5h3v5"/></xsl:when>
			<xsl:when test="$name = 'wifi'"><path d="M3.5 9.5a12.5 12.5 0 0 1 17 0M6.5 13a8 8 0 0 1 11 0M9.5 16.3a3.8 3.8 0 0 1 5 0"/><path d="M12 19.5h.01"/></xsl:when>
			<xsl:when test="$name = 'warn'"><path d="M12 4L2.8 19.5h18.4zM12 10v4.5M12 17.2h.01"/></xsl:when>
			<xsl:otherwise><circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8h.01"/></xsl:otherwise>
		</xsl:choose>
	</svg>
</xsl:template>
</xsl:stylesheet>
