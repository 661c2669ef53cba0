# SPDX-License-Identifier: GPL-3.0-or-later
# Has the real Jekyll read each site folder named on the command line, as a build does but without
# the site's plugins, theme and layouts, and prints what it would publish: a JSON object for each
# page and document.
require "jekyll"
require "json"

Jekyll.logger.log_level = ENV["ORACLE_LOG"] ? :warn : :error

# Debian's Jekyll reads YAML with Psych, which refuses a plain `:name`; upstream's reader takes it
# for text.
module PlainColons
  def tokenize(string) = string.match?(/\A:./) ? string : super
end
Psych::ScalarScanner.prepend(PlainColons)

# Stands for a tag that a plugin would bring: shows nothing of itself, all of what it encloses.
class UnknownTag < Liquid::Tag; end
class UnknownBlock < Liquid::Block; end

# What a site has in _includes, and what only its plugins know, is not the post's own text.
class NoInclude < Liquid::Tag; end
%w(include include_relative include_cached).each { |name| Liquid::Template.register_tag(name, NoInclude) }

# {% link %} and {% post_url %} end the build where their target is missing.
class AnyUrl < Liquid::Tag
  def render(_context) = "/"
end
%w(link post_url).each { |name| Liquid::Template.register_tag(name, AnyUrl) }

def configuration(dir)
  overrides = { "source" => dir, "destination" => dir + "/_site", "disable_disk_cache" => true,
                "plugins" => [], "plugins_dir" => "_no_plugins", "theme" => nil,
                "layouts_dir" => "_no_layouts", "highlighter" => "none", "quiet" => true }
  file = Dir[dir + "/_config.{yml,yaml}"].first
  [adapted(Jekyll.configuration(overrides)), own_source(file)]
end

# A relative `source` is inside the folder.
def own_source(file)
  file && (Jekyll::Utils.safe_load_yaml_file(file) || {})["source"]
end

# The configuration without what only plugins and themes would know.
def adapted(config)
  config.delete("gems")
  config["theme"] = nil
  config["kramdown"] = (config["kramdown"] || {}).merge("syntax_highlighter" => nil, "math_engine" => nil)
  config["markdown"] = "kramdown" unless config["markdown"].to_s.downcase == "kramdown"
  config["liquid"] = (config["liquid"] || {}).merge("error_mode" => "lax", "strict_variables" => false,
                                                    "strict_filters" => false)
  config
end

# The text after Liquid and Markdown, without layouts. A tag that is not Jekyll's own is made known
# and the post rendered again.
def render(site, document)
  content = document.content.dup
  begin
    renderer = Jekyll::Renderer.new(site, document)
    payload = site.site_payload
    payload["page"] = document.to_liquid
    renderer.payload = payload
    document.data["layout"] = "none"
    renderer.render_document
  rescue Liquid::SyntaxError => e
    name = e.message[/Unknown tag '([^']+)'/, 1] or raise
    is_block = content.match?(/\{%-?\s*end#{Regexp.escape(name)}\s*-?%\}/)
    Liquid::Template.register_tag(name, is_block ? UnknownBlock : UnknownTag)
    document.content = content.dup
    retry
  end
end

# The ids of the headings, in order.
def ids(html)
  html.scan(%r!<h[1-6]\b([^>]*)>!i).flatten.map { |attributes| attributes[/\bid="([^"]*)"/, 1] }.compact
end

# A page has neither of its own accord; one that has a date, tags or categories is taken at its word.
def terms(document, singular, plural)
  return Array(document.data[plural]) if document.is_a?(Jekyll::Document)
  data = Jekyll::Utils.deep_merge_hashes(site_defaults(document), document.data)
  Jekyll::Utils.pluralized_array_from_hash(data, singular, plural)
end

def site_defaults(page)
  page.site.frontmatter_defaults.all(page.relative_path, :pages)
end

def date_of(site, document)
  return document.date.to_i == site.time.to_i ? nil : document.date if document.is_a?(Jekyll::Document)
  written = document.data["date"]
  written && Jekyll::Utils.parse_date(written.to_s)
rescue Jekyll::Errors::InvalidDateError
  nil
end

# As the filter absolute_url has it.
def base_of(config)
  base = config["baseurl"].to_s.chomp("/")
  base = "/" + base unless base.empty? || base.start_with?("/")
  config["url"].to_s.chomp("/") + base
end

def facts(site, document, source)
  path = document.relative_path
  collections_dir = site.config["collections_dir"].to_s
  is_document = document.is_a?(Jekyll::Document)
  path = File.join(collections_dir, path) if is_document && !collections_dir.empty?
  path = File.join(source, path) if source
  date = date_of(site, document)
  { "path" => path, "url" => base_of(site.config) + document.url,
    "day" => date && date.strftime("%Y-%m-%d"), "time" => date && date.to_i,
    "title" => (document.data["title"] || "").to_s,
    "tags" => terms(document, "tag", "tags").map(&:to_s),
    "categories" => terms(document, "category", "categories").map(&:to_s).uniq }
end

def read_site(dir)
  ENV["TZ"] = "UTC"
  Jekyll::Utils.instance_variable_set(:@parse_date_cache, nil)  # it knows no time zones
  config, source = configuration(dir)
  config["source"] = File.join(dir, source) if source
  site = Jekyll::Site.new(config)
  site.reset
  site.read
  endings = [".html", ".htm", ".xhtml"] + config["markdown_ext"].split(",").map { |e| ".#{e.strip.downcase}" }
  (site.docs_to_write + site.pages).each do |document|
    next if document.is_a?(Jekyll::StaticFile) || !endings.include?(File.extname(document.relative_path).downcase)
    line = facts(site, document, source)
    unless ENV["ORACLE_NO_BODY"]
      begin
        html = render(site, document)
        line["ids"] = ids(html)
        line["html"] = html
      rescue StandardError => e
        line["error"] = e.message
      end
    end
    puts JSON.generate(line.merge("site" => dir))
  end
rescue SystemExit, StandardError => e
  puts JSON.generate("site" => dir, "error" => "#{e.class}: #{e.message}")
end

ARGV.each { |dir| read_site(File.expand_path(dir)) }
