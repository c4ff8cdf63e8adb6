<?xml version="1.0" encoding="UTF-8"?>
<!--
page.xsl - what went wrong before a device had a session, and what to do next.

/page/@kind is login or other.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:import href="../../templates/layout.xsl"/>

<xsl:template match="page" mode="title">
	<xsl:call-template name="word"><xsl:with-param name="key" select="concat('title-', @kind)"/></xsl:call-template>
</xsl:template>

<!-- Whatever the device asked for; the script tries the names of other services, too. -->
<xsl:template match="page" mode="object">ODSAServiceFlow</xsl:template>

<xsl:template match="page" mode="main">
	<xsl:call-template name="hero">
		<xsl:with-param name="icon" select="'warn'"/>
		<xsl:with-param name="title"><xsl:apply-templates select="." mode="title"/></xsl:with-param>
		<xsl:with-param name="text"><xsl:call-template name="word"><xsl:with-param name="key" select="concat('text-', @kind)"/></xsl:call-template></xsl:with-param>
	</xsl:call-template>
	<section class="card">
		<h2><xsl:value-of select="$t/next"/></h2>
		<p><xsl:call-template name="word"><xsl:with-param name="key" select="concat('next-', @kind)"/></xsl:call-template></p>
	</section>
	<div class="actions">
		<xsl:call-template name="call-button">
			<xsl:with-param name="method" select="'dismissFlow'"/>
			<xsl:with-param name="label" select="$t/close"/>
			<xsl:with-param name="class" select="'main'"/>
		</xsl:call-template>
	</div>
</xsl:template>
</xsl:stylesheet>
