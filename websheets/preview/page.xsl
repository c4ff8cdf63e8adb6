<?xml version="1.0" encoding="UTF-8"?>
<!-- page.xsl - the list of what can be looked at: every page, state and language. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="../../templates/layout.xsl"/>

<xsl:template match="page" mode="title"><xsl:value-of select="$t/title"/></xsl:template>

<xsl:template match="page" mode="main">
	<div class="intro">
		<h1><xsl:value-of select="$t/title"/></h1>
		<p class="lead"><xsl:value-of select="$t/lead"/></p>
	</div>
	<xsl:for-each select="operator">
		<section class="card">
			<h2><xsl:value-of select="$t/operator"/><xsl:text> </xsl:text><xsl:value-of select="@name"/></h2>
			<xsl:apply-templates select="/page/sheet"><xsl:with-param name="operator" select="."/></xsl:apply-templates>
		</section>
	</xsl:for-each>
</xsl:template>

<xsl:template match="sheet">
	<xsl:param name="operator"/>
	<xsl:variable name="sheet" select="."/>
	<h3><xsl:value-of select="@name"/></h3>
	<ul class="plain">
		<xsl:for-each select="state">
			<xsl:variable name="state" select="."/>
			<li>
				<xsl:value-of select="."/>
				<xsl:for-each select="$operator/language">
					<xsl:text> </xsl:text>
					<a href="/websheet/preview/{$sheet/@name}?operator={$operator/@name}&amp;language={.}&amp;state={$state}" aria-label="{$sheet/@name}, {$state}, {$operator/@name}, {.}"><xsl:value-of select="."/></a>
				</xsl:for-each>
			</li>
		</xsl:for-each>
	</ul>
</xsl:template>
</xsl:stylesheet>
